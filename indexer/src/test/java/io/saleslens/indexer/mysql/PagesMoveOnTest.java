package io.saleslens.indexer.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saleslens.indexer.settings.SaleField;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestMysql;
import java.sql.Connection;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the ids, their character set and order: every row is read once, or the run ends. */
@ExtendWith(SandboxExtension.class)
class PagesMoveOnTest {
  private static final List<String> IDS =
      List.of("100", "é1", "e1 ", "E1", "가1", "나1", "다1", "뷁1", "zz", "ß", "ss", "\\'\"", "ä", "A");
  private static final LocalDateTime LONG_AGO = LocalDateTime.of(2000, 1, 1, 0, 0);
  private static final Since SINCE = new Since(LONG_AGO.toInstant(ZoneOffset.UTC), LONG_AGO);

  private TestSettings settings;
  private TestTable table;

  @BeforeEach
  void connect(TestMysql mysql) {
    settings = TestSettings.of(mysql);
    table = TestTable.over(settings);
  }

  private void create(String id, String more) {
    table.execute(
        "CREATE TABLE platform_sales (id %s, store_id VARCHAR(20), amount_sale INT, sold_at DATETIME, modified DATETIME, KEY(modified, id)%s)"
            .formatted(id, more));
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

  private void insert(Object id) {
    table.execute(
        "INSERT INTO platform_sales (id, store_id, amount_sale, sold_at, modified) VALUES (?, 's', 1, '2026-03-01 10:00:00', '2026-03-01 10:00:00')",
        id);
  }

  private List<String> ids(int pageSize, boolean all) throws Exception {
    Database database = new Database(settings.mysql());
    List<String> ids = new ArrayList<>();
    try (Connection connection = database.connect()) {
      SourceTable opened = SourceTable.open(database, connection, settings.source());
      SaleReader reader = new SaleReader(database, connection, opened, pageSize);
      SaleReader.RowSink sink = (row, position) -> ids.add(row.text(1));
      if (all) {
        reader.readAll(TimeRange.ALL, Optional.empty(), sink);
      } else {
        reader.readChanged(SINCE, Optional.empty(), sink);
      }
    }
    return ids;
  }

  private void assertEachIsReadOnce(List<String> expected) throws Exception {
    for (int pageSize : new int[] {1, 2, 3, 100}) {
      for (boolean all : new boolean[] {true, false}) {
        assertThat(ids(pageSize, all)).containsExactlyInAnyOrderElementsOf(expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "VARCHAR(36) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PRIMARY KEY",
        "VARCHAR(36) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
        "VARCHAR(36) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci",
        "VARCHAR(36) CHARACTER SET euckr",
        "VARCHAR(36) CHARACTER SET latin1",
        "VARCHAR(36) CHARACTER SET utf8mb3"
      })
  void idsOfEveryCharacterSetAndOrder(String id) throws Exception {
    create(id, "");
    List<String> inserted = new ArrayList<>();
    for (String value : IDS) {
      if (isOf(id, value) && isNew(value)) {
        insert(value);
        inserted.add(value);
      }
    }
    assertThat(inserted).hasSizeGreaterThan(4);
    assertEachIsReadOnce(inserted);
  }

  private static boolean isOf(String id, String value) {
    boolean latin = value.chars().allMatch(it -> it < 256);
    return id.contains("latin1") ? latin : !id.contains("euckr") || !value.matches(".*[éäß뷁].*");
  }

  /** To the server: some orders take letters for the same that are not. */
  private boolean isNew(String value) {
    return table
        .query("SELECT COUNT(*) n FROM platform_sales WHERE id = ?", value)
        .get(0)
        .get("n")
        .equals("0");
  }

  @ParameterizedTest
  @CsvSource({
    "characterEncoding=latin1",
    "characterEncoding=euckr",
    "zeroDateTimeBehavior=ROUND",
    "maxRows=3",
    "sendFractionalSeconds=false",
    "useCursorFetch=true&defaultFetchSize=2"
  })
  void parametersThatWouldChangeWhatIsReadGiveWay(String parameters) throws Exception {
    create("VARCHAR(36) CHARACTER SET utf8mb4 PRIMARY KEY", "");
    List<String> ids = List.of("100", "é1", "가1", "나1", "다1", "뷁1", "😀1", "zz");
    ids.forEach(this::insert);
    settings = settings.with("mysql.url", settings.mysql().url() + separator() + parameters);
    assertEachIsReadOnce(ids);
  }

  private String separator() {
    return settings.mysql().url().contains("?") ? "&" : "?";
  }

  @Test
  void aSessionThatSpeaksAnotherCharacterSetIsRefused() throws Exception {
    create("VARCHAR(36) PRIMARY KEY", "");
    Database database = new Database(settings.mysql());
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET character_set_client = latin1");
      assertThatThrownBy(() -> SourceTable.open(database, connection, settings.source()))
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("speaks latin1, not UTF-8");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://h/s?connectionCollation=latin1_bin",
        "jdbc:mysql://address=(host=h)(characterEncoding=latin1)/s",
        "jdbc:mysql://(host=h,maxRows=3)/s"
      })
  void parametersThatCannotGiveWayAreRefusedByName(String url) {
    assertThatThrownBy(() -> settings.with("mysql.url", url).mysql())
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("saleslens.mysql.url (SALESLENS_MYSQL_URL) has the parameter ")
        .hasMessageEndingWith("Leave it out.");
  }

  @Test
  void rowsOfOneIdAreRefusedWhateverLiesBetweenPages() {
    create("BIGINT", ", KEY(id)");
    for (int id : new int[] {1, 2, 3, 2, 4}) {
      insert(id);
    }
    for (int pageSize : new int[] {1, 2, 3, 100}) {
      assertThatThrownBy(() -> ids(pageSize, true))
          .isInstanceOf(SettingsException.class)
          .hasMessageStartingWith("Several rows of table platform_sales have id 2:")
          .hasMessageContaining("saleslens.source.columns.id");
    }
  }

  @Test
  void aKeyOfMoreColumnsIsReadWhereItsIdsDiffer() throws Exception {
    create("BIGINT NOT NULL", ", PRIMARY KEY(id, sold_at)");
    for (int id = 1; id <= 7; id++) {
      insert(id);
    }
    assertEachIsReadOnce(List.of("1", "2", "3", "4", "5", "6", "7"));
  }

  @Test
  void floatsAreReadWithAllTheirDigitsAndNeverIds() throws Exception {
    create("BIGINT PRIMARY KEY", "");
    table.execute("ALTER TABLE platform_sales MODIFY amount_sale FLOAT");
    table.execute(
        "INSERT INTO platform_sales (id, store_id, amount_sale, sold_at) VALUES (1, 's', 1234567, '2026-03-01 10:00:00')");
    Database database = new Database(settings.mysql());
    List<String> amounts = new ArrayList<>();
    try (Connection connection = database.connect()) {
      SourceTable opened = SourceTable.open(database, connection, settings.source());
      int column = opened.fields().indexOf(SaleField.AMOUNT_SALE) + 1;
      new SaleReader(database, connection, opened, 2)
          .readAll(
              TimeRange.ALL,
              Optional.empty(),
              (row, position) -> amounts.add(row.columns().getString(column)));
    }
    assertThat(amounts)
        .first()
        .satisfies(it -> assertThat(Double.parseDouble(it)).isEqualTo(1_234_567));
    table.execute("DELETE FROM platform_sales");
    table.execute("ALTER TABLE platform_sales MODIFY store_id FLOAT");
    assertThatThrownBy(() -> ids(2, true))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("Column store_id of table platform_sales is a FLOAT");
  }

  @Test
  void whatGoesInCirclesIsNoticed() throws Exception {
    create("BIGINT PRIMARY KEY", "");
    Database database = new Database(settings.mysql());
    try (Connection connection = database.connect()) {
      SourceTable opened = SourceTable.open(database, connection, settings.source());
      Forward forward = new Forward(opened, new Position(0, null, null));
      assertThatThrownBy(
              () -> {
                for (int page = 0; page < 100; page++) {
                  forward.endPage(new Position(0, null, page < 9 ? "b" + page : "c" + page % 5));
                }
              })
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("does not move on");
    }
  }
}
