package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saleslens.indexer.settings.SaleField;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.testing.TestIndexer;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where one column does not tell rows apart: several do, and rows are lost in silence never. */
@ExtendWith(SandboxExtension.class)
class JoinedIdsTest {
  private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

  private TestSettings settings;
  private TestTable table;

  @BeforeEach
  void connect(TestServers servers) {
    settings = TestSettings.of(servers);
    table = TestTable.over(settings);
    Set<SaleField> here =
        EnumSet.of(
            SaleField.ID,
            SaleField.STORE_ID,
            SaleField.AMOUNT_SALE,
            SaleField.SOLD_AT,
            SaleField.MODIFIED);
    for (SaleField field : EnumSet.complementOf(EnumSet.copyOf(here))) {
      settings = settings.with("source.columns." + field.fieldName().replace('_', '-'), "none");
    }
  }

  private void create(String id, String store, String more) {
    table.execute(
        "CREATE TABLE platform_sales (id %s, store_id %s, amount_sale BIGINT, sold_at DATETIME NOT NULL, modified DATETIME, KEY(modified, id)%s"
            .formatted(id, store, more));
  }

  private void insert(Object id, Object store, long amount, String soldAt, Object modified) {
    table.execute(
        "INSERT INTO platform_sales (id, store_id, amount_sale, sold_at, modified) VALUES (?, ?, ?, ?, ?)",
        id,
        store,
        amount,
        soldAt,
        modified);
  }

  private void insert(Object id, Object store, long amount, String soldAt) {
    insert(id, store, amount, soldAt, "2026-03-01 10:00:00");
  }

  private static LocalDateTime now() {
    return LocalDateTime.now(SEOUL).withNano(0);
  }

  private TestSettings joined(String columns, int pageSize) {
    return settings
        .with("source.columns.id", columns)
        .with("sync.page-size", Integer.toString(pageSize));
  }

  private SalesCheck check(TestSettings settings, TestIndexer indexer) {
    return new SalesCheck(
        settings.sources(),
        indexer.elastic(),
        settings.names(),
        settings.pepper(),
        Clock.systemUTC());
  }

  private boolean agrees(TestSettings settings, TestIndexer indexer) throws Exception {
    return check(settings, indexer)
        .check(Optional.empty(), Optional.empty(), true, Progress.NONE)
        .isClean();
  }

  private SalesRepairReport repair(TestSettings settings, TestIndexer indexer) throws Exception {
    return check(settings, indexer).repair(Optional.empty(), Optional.empty(), true, Progress.NONE);
  }

  private void assertRefused(ThrowingCallable call, String begin, String wayOut) {
    assertThatThrownBy(call)
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("Several rows of table platform_sales have " + begin + ":")
        .hasMessageContaining(wayOut);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100})
  void aKeyOfTwoColumnsIsReadChangedDeletedAndVerified(int pageSize) throws Exception {
    create("BIGINT", "BIGINT", ", PRIMARY KEY(store_id, id))");
    for (int store = 50; store < 53; store++) {
      for (int id = 9; id <= 11; id++) {
        insert(id, store, 1000L * id, "2026-03-0" + (store - 49) + " 10:00:00");
      }
    }
    TestSettings joined = joined("store_id,id", pageSize);
    try (TestIndexer indexer = TestIndexer.open(joined)) {
      indexer.backfill();
      assertThat(indexer.sales())
          .containsOnlyKeys(
              "50|9", "50|10", "50|11", "51|9", "51|10", "51|11", "52|9", "52|10", "52|11");
      assertThat(indexer.sales().get("51|9").path("id").asText()).isEqualTo("51|9");
      assertThat(agrees(joined, indexer)).isTrue();

      LocalDateTime now = now();
      table.execute("UPDATE platform_sales SET amount_sale = 7, modified = ? WHERE id = 10", now);
      assertThat(indexer.sync().written()).isEqualTo(3);
      assertThat(indexer.sales().get("52|10").path("amount_sale").asInt()).isEqualTo(7);

      table.execute("UPDATE platform_sales SET amount_sale = 8 WHERE store_id = 51 AND id = 9");
      table.execute("DELETE FROM platform_sales WHERE store_id = 52 AND id = 11");
      assertThat(agrees(joined, indexer)).isFalse();
      SalesRepairReport repaired = repair(joined, indexer);
      assertThat(repaired.written()).isEqualTo(1);
      assertThat(repaired.removed()).isEqualTo(1);
      assertThat(agrees(joined, indexer)).isTrue();
      assertThat(indexer.sales()).hasSize(8).doesNotContainKey("52|11");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100})
  void partsOfEveryLetterStayApart(int pageSize) throws Exception {
    create(
        "VARCHAR(36)",
        "VARCHAR(36)",
        ", PRIMARY KEY(store_id, id)) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
    List<String> parts =
        List.of("a|b", "c", "a", "b|c", "\\", "\\|", "%7C", "%", "가 나", "😀", " x", "'\"`", "|");
    for (String store : parts) {
      for (String id : parts) {
        insert(id, store, 1, "2026-03-01 10:00:00");
      }
    }
    TestSettings joined = joined("store_id, id", pageSize);
    try (TestIndexer indexer = TestIndexer.open(joined)) {
      indexer.backfill();
      assertThat(indexer.rejects()).isEmpty();
      assertThat(indexer.sales())
          .hasSize(parts.size() * parts.size())
          .containsKeys("a%7Cb|c", "a|b%7Cc", "%257C|%25", "%7C|%7C", "가 나|😀");
      assertThat(agrees(joined, indexer)).isTrue();
      table.execute("UPDATE platform_sales SET amount_sale = 2, modified = ?", now());
      assertThat(indexer.sync().written()).isEqualTo(parts.size() * parts.size());
      assertThat(agrees(joined, indexer)).isTrue();
      table.execute("UPDATE platform_sales SET amount_sale = 3");
      assertThat(repair(joined, indexer).written()).isEqualTo(parts.size() * parts.size());
    }
  }

  @Test
  void aRowOfWhichAPartIsEmptyOrMissingIsARejectAndReplayed() throws Exception {
    create(
        "VARCHAR(300) NULL",
        "VARCHAR(300) NOT NULL",
        ", UNIQUE(store_id, id)) CHARACTER SET latin1");
    insert("", "50", 1, "2026-03-01 10:00:00");
    insert(null, "51", 1, "2026-03-01 10:00:00");
    insert("x".repeat(300), "y".repeat(300), 1, "2026-03-01 10:00:00");
    insert("1", "50", 1, "2026-03-01 10:00:00");
    TestSettings joined = joined("store_id,id", 1).with("source.columns.store-id", "store_id");
    try (TestIndexer indexer = TestIndexer.open(joined)) {
      indexer.backfill();
      assertThat(indexer.sales()).containsOnlyKeys("50|1");
      assertThat(indexer.rejects().values())
          .extracting(it -> it.path("reason").asText())
          .anySatisfy(it -> assertThat(it).startsWith("id is '50|', of which a part is empty"))
          .anySatisfy(it -> assertThat(it).isEqualTo("id is missing"))
          .anySatisfy(it -> assertThat(it).startsWith("id has 601 bytes"))
          .hasSize(3);
    }
  }

  @Test
  void rejectsAreReadAgainByTheParts() throws Exception {
    create("BIGINT", "BIGINT", ", PRIMARY KEY(store_id, id))");
    insert(1, 50, 1, "2026-03-01 10:00:00");
    insert(1, 51, 2, "2026-03-01 10:00:00");
    table.execute("UPDATE platform_sales SET amount_sale = NULL WHERE store_id = 51");
    TestSettings joined = joined("store_id,id", 2);
    try (TestIndexer indexer = TestIndexer.open(joined)) {
      indexer.backfill();
      assertThat(indexer.sales()).containsOnlyKeys("50|1");
      table.execute("UPDATE platform_sales SET amount_sale = 3 WHERE store_id = 51");
      RejectedRows rejects =
          new RejectedRows(
              joined.sources(),
              indexer.elastic(),
              joined.names(),
              joined.pepper(),
              Clock.systemUTC());
      assertThat(rejects.replay(List.of("51|1"), Progress.NONE).mended()).isEqualTo(1);
      assertThat(indexer.sales()).containsOnlyKeys("50|1", "51|1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " PARTITION BY RANGE (TO_DAYS(sold_at)) (PARTITION a VALUES LESS THAN (TO_DAYS('2026-03-02')), PARTITION b VALUES LESS THAN MAXVALUE)"
      })
  void idsThatStartAnewAreRefusedWithTheColumnsThatDoAndReadByThem(String partitions)
      throws Exception {
    create("BIGINT", "BIGINT", ", PRIMARY KEY(id, sold_at))" + partitions);
    insert(1, 50, 1000, "2026-03-01 10:00:00");
    insert(2, 50, 1000, "2026-03-01 10:00:00");
    insert(3, 50, 1000, "2026-03-02 10:00:00");
    insert(2, 50, 7000, "2026-03-03 10:00:00");
    insert(4, 50, 1000, "2026-03-02 10:00:00");
    for (int pageSize : new int[] {1, 2, 3, 100}) {
      TestSettings alone = joined("id", pageSize);
      try (TestIndexer indexer = TestIndexer.open(alone)) {
        assertRefused(indexer::backfill, "id 2", "saleslens.source.columns.id: id,sold_at.");
        assertRefused(() -> agrees(alone, indexer), "id 2", "id,sold_at");
      }
    }
    try (TestIndexer indexer = TestIndexer.open(joined("id,sold_at", 2))) {
      assertThatThrownBy(indexer::backfill)
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("saleslens.source.columns.id")
          .hasMessageContaining("build anew under another saleslens.index.prefix");
    }
    for (String columns : new String[] {"id,sold_at", "SOLD_AT,id"}) {
      for (int pageSize : new int[] {1, 2, 3, 100}) {
        TestSettings anew =
            joined(columns, pageSize)
                .with(
                    "index.prefix",
                    "%s%c%d"
                        .formatted(settings.names().prefix(), columns.charAt(0), pageSize)
                        .toLowerCase(Locale.ROOT));
        try (TestIndexer indexer = TestIndexer.open(anew)) {
          indexer.backfill();
          assertThat(indexer.sales()).hasSize(5);
          assertThat(agrees(anew, indexer)).isTrue();
          table.execute(
              "UPDATE platform_sales SET amount_sale = amount_sale + 1, modified = ?", now());
          assertThat(indexer.sync().written()).isEqualTo(5);
          assertThat(agrees(anew, indexer)).isTrue();
        }
      }
    }
  }

  @Test
  void aSecondRowThatComesWithASyncIsRefusedAndTheFirstKept() throws Exception {
    create("BIGINT", "BIGINT", ", KEY(id))");
    insert(1, 50, 1000, "2026-03-01 10:00:00");
    insert(2, 50, 1000, "2026-03-01 10:00:00");
    TestSettings alone = joined("id", 100);
    try (TestIndexer indexer = TestIndexer.open(alone)) {
      indexer.backfill();
      insert(1, 51, 5000, "2026-03-02 10:00:00", now());
      assertRefused(indexer::sync, "id 1", "as in store_id,id");
      assertThat(indexer.sales().get("1").path("amount_sale").asInt()).isEqualTo(1000);
      assertRefused(() -> agrees(alone, indexer), "id 1", "as in store_id,id");
      assertRefused(() -> repair(alone, indexer), "id 1", "as in store_id,id");
    }
  }

  @Test
  void namesThatHoldCommasStandInBackticksAndOthersAreRefused() throws Exception {
    table.execute(
        "CREATE TABLE platform_sales (`a,b` BIGINT, `c``d` BIGINT, store_id BIGINT, amount_sale BIGINT, sold_at DATETIME, modified DATETIME, PRIMARY KEY(`a,b`, `c``d`))");
    table.execute(
        "INSERT INTO platform_sales VALUES (1, 2, 50, 1000, '2026-03-01 10:00:00', '2026-03-01 10:00:00')");
    try (TestIndexer indexer = TestIndexer.open(joined("`a,b`, `c``d`", 2))) {
      indexer.backfill();
      assertThat(indexer.sales()).containsOnlyKeys("1|2");
    }
    for (String malformed : new String[] {"a,", ",", "`a,b", "``", "a,A"}) {
      assertThatThrownBy(() -> joined(malformed, 2).source())
          .isInstanceOf(SettingsException.class)
          .hasMessageStartingWith("Setting saleslens.source.columns.id ");
    }
  }
}
