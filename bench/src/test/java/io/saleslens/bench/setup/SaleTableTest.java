package io.saleslens.bench.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestMysql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SandboxExtension.class)
class SaleTableTest {
  private static final LocalDate LAST_DAY = LocalDate.of(2026, 11, 20);

  private TestSettings settings;
  private Database database;

  @BeforeEach
  void connect(TestMysql mysql) {
    settings = TestSettings.of(mysql);
    database = new Database(settings.mysql());
  }

  private void fill(MadeUpSales made) throws InterruptedException {
    new SaleTable(database, settings.source()).fill(made);
  }

  private String ask(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      answer.next();
      return answer.getString(1);
    }
  }

  @Test
  void theTableHoldsWhatWasAskedFor() throws Exception {
    fill(new MadeUpSales(60_000, 20, 100, 30, 0, LAST_DAY));

    assertThat(ask("SELECT COUNT(*) FROM platform_sales")).isEqualTo("60000");
    assertThat(ask("SELECT CONCAT(MIN(id), ' ', MAX(id)) FROM platform_sales"))
        .isEqualTo("1 60000");
    assertThat(
            ask("SELECT CONCAT(MIN(DATE(sold_at)), ' ', MAX(DATE(sold_at))) FROM platform_sales"))
        .isEqualTo("2026-11-01 2026-11-20");
    assertThat(ask("SELECT SUM(is_canceled) FROM platform_sales")).isEqualTo("1800");
    String ofStoreDays =
        "SELECT CONCAT(COUNT(*), ' ', MIN(n), ' ', MAX(n)) FROM (SELECT COUNT(*) AS n FROM platform_sales GROUP BY store_id, DATE(sold_at)) d";
    assertThat(ask(ofStoreDays)).isEqualTo("2000 30 30");
  }

  @Test
  void plantedRepeatsAreOneCardPayingTheSameThreeTimes() throws Exception {
    fill(new MadeUpSales(30_000, 10, 50, 0, 20, LAST_DAY));

    String threes =
        "SELECT COUNT(*) FROM (SELECT 1 FROM platform_sales WHERE amount_sale >= 400000 GROUP BY store_id, DATE(sold_at), card_number, amount_sale HAVING COUNT(*) = 3 AND MAX(id) = MIN(id) + 2) t";
    assertThat(ask(threes)).isEqualTo("200");
    assertThat(ask("SELECT COUNT(*) FROM platform_sales WHERE amount_sale >= 400000"))
        .isEqualTo("600");
  }

  @Test
  void itIsTheSameEachTime() throws Exception {
    MadeUpSales made = new MadeUpSales(1_000, 3, 7, 30, 50, LAST_DAY);
    String print = "SELECT SUM(CRC32(CONCAT_WS('|', %s))) FROM platform_sales";
    fill(made);
    String columns =
        ask(
            "SELECT GROUP_CONCAT(column_name) FROM information_schema.columns WHERE table_name = 'platform_sales' AND table_schema = DATABASE()");
    String first = ask(print.formatted(columns));
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE platform_sales");
    }
    fill(made);

    assertThat(columns.split(",")).hasSize(23);
    assertThat(ask(print.formatted(columns))).isEqualTo(first);
  }
}
