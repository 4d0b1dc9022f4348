-- Sales that came by files, as platform_sales has its own. Times are UTC.
CREATE TABLE saleslens_imported_sales (
  id                VARCHAR(160) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
  created           DATETIME(6)  NOT NULL,
  modified          DATETIME(6)  NOT NULL,
  remark            TEXT         NULL,
  num_approval      VARCHAR(64)  NULL,
  card_company      VARCHAR(64)  NULL,
  card_category     VARCHAR(64)  NULL,
  card_number       VARCHAR(64)  NULL,
  amount_sale       BIGINT       NOT NULL,
  amount_fee        BIGINT       NULL,
  amount_deposit    BIGINT       NULL,
  is_canceled       TINYINT(1)   NULL,
  sold_at           DATETIME(6)  NOT NULL,
  will_deposited_at DATETIME(6)  NULL,
  raw_data          TEXT         NULL,
  platform          VARCHAR(32)  NULL,
  daily_sale_id     VARCHAR(64)  NULL,
  store_id          VARCHAR(64)  NOT NULL,
  result_code       VARCHAR(32)  NULL,
  result_msg        VARCHAR(255) NULL,
  extra_payment_id  VARCHAR(64)  NULL,
  detail_status     VARCHAR(32)  NULL,
  processing_status VARCHAR(32)  NULL,
  source            VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  day               DATE         NOT NULL,
  task_id           BIGINT       NOT NULL,
  KEY idx_modified_id (modified, id),
  KEY idx_sold_at (sold_at),
  KEY idx_source_day (source, day)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What is collected: whoever stores a day holds its row here.
CREATE TABLE saleslens_import_days (
  source       VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  day          DATE        NOT NULL,
  content_hash CHAR(64)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  sales        BIGINT      NOT NULL,
  task_id      BIGINT      NOT NULL,
  stored_at    DATETIME(6) NOT NULL,
  PRIMARY KEY (source, day)
) ENGINE = InnoDB;

-- One for each file of which something was stored.
CREATE TABLE saleslens_imports (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  source      VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  file_name   VARCHAR(255) NOT NULL,
  file_format VARCHAR(16)  NOT NULL,
  spooled_as  VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  state       VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  accepted    BIGINT       NOT NULL,
  refused     BIGINT       NOT NULL,
  days        MEDIUMTEXT   NOT NULL,
  refusals    MEDIUMTEXT   NOT NULL,
  attempts    INT          NOT NULL DEFAULT 0,
  error       TEXT         NULL,
  stored_by   VARCHAR(255) NOT NULL,
  stored_at   DATETIME(6)  NOT NULL,
  done_at     DATETIME(6)  NULL,
  KEY idx_state (state, id),
  KEY idx_source (source, id),
  KEY idx_spooled_as (spooled_as)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
