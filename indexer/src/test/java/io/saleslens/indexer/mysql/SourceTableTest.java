package io.saleslens.indexer.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.saleslens.indexer.settings.SaleField;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestMysql;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said when the server or the table is not what the settings promise. */
@ExtendWith(SandboxExtension.class)
class SourceTableTest {
  private static final String PASSWORD = "correct horse";
  @TempDir private Path folder;
  private TestSettings settings;
  private TestMysql mysql;

  @BeforeEach
  void take(TestMysql mysql) {
    this.mysql = mysql;
    settings = TestSettings.of(mysql);
  }

  private static SourceTable open(TestSettings settings) throws Exception {
    Database database = new Database(settings.mysql());
    try (Connection connection = database.connect()) {
      return SourceTable.open(database, connection, settings.source());
    }
  }

  private String shownUrl() {
    return settings.mysql().shownUrl();
  }

  @Test
  void theTableOfOperatorsHasAllFields() throws Exception {
    TestTable.create(settings);
    assertThat(open(settings).fields())
        .hasSize(SaleField.values().length - 1)
        .doesNotContain(SaleField.RAW_DATA);
    assertThat(open(settings.with("source.raw-data", "true")).fields())
        .containsExactly(SaleField.values());
  }

  @Test
  void anUnknownTableIsNamed() {
    assertThatThrownBy(() -> open(settings))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("MySQL " + shownUrl() + ", asked for table platform_sales: ")
        .hasMessageEndingWith(" Check saleslens.source.table and saleslens.source.columns.");
  }

  @Test
  void allMissingColumnsAreNamedWithTheirSettings() {
    TestTable table = TestTable.over(settings);
    table.execute("CREATE TABLE platform_sales (id BIGINT PRIMARY KEY, store BIGINT)");
    TestSettings almost = settings;
    for (SaleField field : SaleField.values()) {
      if (!field.isRequired() && field != SaleField.CARD_NUMBER) {
        almost = almost.with("source.columns." + field.fieldName(), "none");
      }
    }
    TestSettings most = almost;
    assertThatThrownBy(() -> open(most))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "Table platform_sales has no column amount_sale (saleslens.source.columns.amount-sale), card_number (saleslens.source.columns.card-number), sold_at (saleslens.source.columns.sold-at), store_id (saleslens.source.columns.store-id). Name the right column by the setting given, or 'none' if the table has no such data. It has: id, store.");
  }

  /** Whatever the server's zone and that of the table: no hour is there twice. */
  @Test
  void timestampsAreShownInUtc() throws Exception {
    TestTable table = TestTable.create(settings);
    table.execute("ALTER TABLE platform_sales MODIFY modified TIMESTAMP(6) NULL");
    table.executeAll(
        "SET SESSION time_zone = '+00:00'",
        "INSERT INTO platform_sales (id, modified) VALUES (1, '2023-05-01 00:00:00.000001')");
    Database database = new Database(settings.mysql());
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      SourceTable.open(database, connection, settings.source());
      try (ResultSet row = statement.executeQuery("SELECT modified FROM platform_sales")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getObject(1, LocalDateTime.class)).isEqualTo("2023-05-01T00:00:00.000001");
      }
    }
  }

  @Test
  void aZoneThatTheServerDoesNotKnowIsRefusedWhereTimestampsAreWritten() throws Exception {
    TestTable table = TestTable.create(settings);
    table.execute("ALTER TABLE platform_sales MODIFY modified TIMESTAMP(6) NULL");
    assumeTrue(
        table.query("SELECT CONVERT_TZ('2023-05-01', 'UTC', 'Europe/London') AS t").get(0).get("t")
            == null,
        "the server has the time zone tables");
    TestSettings london = settings.with("source.zone", "Europe/London");
    assertThat(open(london).hasTimestamps()).isTrue();
    Path file = Files.writeString(folder.resolve("sales.csv"), "id,store_id\n");
    Database database = new Database(london.mysql());
    assertThatThrownBy(
            () -> {
              try (Connection connection = database.connect()) {
                new CsvLoader(database, london.source()).load(connection, file, null);
              }
            })
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(
            "Table platform_sales has TIMESTAMP columns, and the server does not know the zone Europe/London");
  }

  @Test
  void columnsMayHaveOtherNames() throws Exception {
    TestTable table = TestTable.create(settings);
    table.execute("ALTER TABLE platform_sales RENAME COLUMN store_id TO `shop no`");
    TestSettings renamed = settings.with("source.columns.store-id", "shop no");
    assertThat(open(renamed).quotedColumn(SaleField.STORE_ID)).isEqualTo("`shop no`");
  }

  @Test
  void theTableMayBeInAnotherSchema() throws Exception {
    TestTable.create(settings);
    TestSettings other =
        settings
            .with("mysql.url", mysql.url().replace("/" + mysql.schema(), "/information_schema"))
            .with("source.table", mysql.schema() + ".platform_sales");
    assertThat(open(other).quotedName()).isEqualTo("`" + mysql.schema() + "`.`platform_sales`");
  }

  @Test
  void aWrongPasswordIsTheSettingsFaultAndNotShown() {
    assertThatThrownBy(() -> open(settings.with("mysql.password", PASSWORD)))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "MySQL %s refused user '%s' (asked for a connection). Check saleslens.mysql.user (SALESLENS_MYSQL_USER), saleslens.mysql.password (SALESLENS_MYSQL_PASSWORD) and the user's privileges."
                .formatted(shownUrl(), mysql.user()));
  }

  @Test
  void anUnknownSchemaIsTheSettingsFault() {
    String url = mysql.url().replace("/" + mysql.schema(), "/no_such_schema");
    TestSettings wrong = settings.with("mysql.url", url);
    assertThatThrownBy(() -> open(wrong))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "MySQL %s has no such schema. Check the end of saleslens.mysql.url (SALESLENS_MYSQL_URL)."
                .formatted(wrong.mysql().shownUrl()));
  }

  @Test
  void aServerThatIsDownIsToldSoon() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    TestSettings down =
        settings
            .with("mysql.url", "jdbc:mysql://127.0.0.1:" + port + "/x?password=" + PASSWORD)
            .with("mysql.password", PASSWORD);
    Instant before = Instant.now();
    assertThatThrownBy(() -> open(down))
        .isInstanceOf(MysqlException.class)
        .hasMessageStartingWith(
            "MySQL jdbc:mysql://127.0.0.1:"
                + port
                + "/x, asked for a connection, cannot be reached or broke the connection off")
        .hasMessageEndingWith("Is it running?")
        .hasMessageNotContaining(PASSWORD);
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void aServerThatAcceptsAndSaysNothingIsGivenUp() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      TestSettings mute =
          settings
              .with("mysql.url", "jdbc:mysql://127.0.0.1:" + silent.getLocalPort() + "/x")
              .with("mysql.connect-timeout", "PT0.3S")
              .with("mysql.read-timeout", "PT0.3S");
      Instant before = Instant.now();
      assertThatThrownBy(() -> open(mute)).isInstanceOf(MysqlException.class);
      assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"BIGINT", "BIGINT UNSIGNED", "INT", "MEDIUMINT UNSIGNED", "DECIMAL(20)"})
  void idsThatAreNumbersAreComparedAsNumbers(String type) throws Exception {
    TestTable table = TestTable.create(settings);
    table.execute("ALTER TABLE platform_sales MODIFY id " + type + " NOT NULL");
    assertThat(open(settings).isNumeric(SaleField.ID)).isTrue();
  }

  @Test
  void idsThatAreTextAreComparedAsText() throws Exception {
    TestTable table = TestTable.create(settings);
    table.execute("ALTER TABLE platform_sales MODIFY id VARCHAR(40) NOT NULL");
    assertThat(open(settings).isNumeric(SaleField.ID)).isFalse();
    assertThat(open(settings).mayLackId()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"id, BINARY(16) NOT NULL", "store_id, VARBINARY(20)", "card_number, BLOB"})
  void bytesThatTellThingsApartAreRefused(String column, String type) {
    TestTable table = TestTable.create(settings);
    table.execute("ALTER TABLE platform_sales MODIFY " + column + " " + type);
    assertThatThrownBy(() -> open(settings))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "Column %1$s of table platform_sales holds bytes, not text. Name by saleslens.source.table a view of the table with HEX(%1$s) AS %1$s.",
            column);
  }
}
