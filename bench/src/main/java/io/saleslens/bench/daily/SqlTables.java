package io.saleslens.bench.daily;

import io.saleslens.app.pipeline.Settings;
import io.saleslens.bench.measure.Contender;
import io.saleslens.bench.setup.BenchServers;
import io.saleslens.bench.setup.MadeUpSales;
import io.saleslens.fraud.RepeatAmountRule;
import io.saleslens.indexer.mysql.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The same three results in SQL, from the source table into tables beside it. Source zone and
 * business zone are the same here, so the business day is the date of {@code sold_at}.
 */
final class SqlTables implements Contender {
  private static final String TABLES =
      """
      CREATE TABLE %1$s (store_id BIGINT NOT NULL, date DATE NOT NULL, total_sale BIGINT NOT NULL,
        num_sale BIGINT NOT NULL, num_customer BIGINT NOT NULL, unit_price BIGINT NOT NULL,
        avg_ticket BIGINT NOT NULL, num_canceled BIGINT NOT NULL, canceled_sale BIGINT NOT NULL,
        PRIMARY KEY (store_id, date));
      CREATE TABLE %2$s (store_id BIGINT NOT NULL, as_of DATE NOT NULL, total_sale BIGINT NOT NULL,
        num_sale BIGINT NOT NULL, num_customer BIGINT NOT NULL, week_unit_price BIGINT NOT NULL,
        PRIMARY KEY (store_id, as_of));
      CREATE TABLE %3$s (id BIGINT NOT NULL PRIMARY KEY, store_id BIGINT NOT NULL,
        date DATE NOT NULL, card_number VARCHAR(64) NOT NULL, amount_sale BIGINT NOT NULL,
        repeat_count BIGINT NOT NULL, week_unit_price BIGINT NOT NULL, KEY (date, id))
      """;

  /** A sale without a card number is a customer of its own. */
  private static final String DAILY =
      """
      INSERT INTO %2$s
      SELECT store_id, date, total_sale, num_sale, num_customer, total_sale DIV num_customer,
        total_sale DIV num_sale, num_canceled, canceled_sale
      FROM (
        SELECT store_id, DATE(sold_at) AS date,
          SUM(IF(is_canceled = 0 AND amount_sale > 0, amount_sale, 0)) AS total_sale,
          SUM(is_canceled = 0 AND amount_sale > 0) AS num_sale,
          COUNT(DISTINCT IF(is_canceled = 0 AND amount_sale > 0, card_number, NULL))
            + SUM(is_canceled = 0 AND amount_sale > 0 AND card_number IS NULL) AS num_customer,
          SUM(is_canceled) AS num_canceled,
          SUM(IF(is_canceled, ABS(amount_sale), 0)) AS canceled_sale
        FROM %1$s
        GROUP BY store_id, DATE(sold_at)
      ) days
      WHERE num_sale > 0
      """;

  /** A row for each store and day first, as a window ends on days without sales, too. */
  private static final String WEEKLY =
      """
      INSERT INTO %2$s
      SELECT store_id, as_of, total_sale, num_sale, num_customer, total_sale DIV num_customer
      FROM (
        SELECT grid.store_id, grid.date AS as_of, SUM(total_sale) OVER week AS total_sale,
          SUM(num_sale) OVER week AS num_sale, SUM(num_customer) OVER week AS num_customer
        FROM (
          SELECT store_id, date
          FROM (SELECT DISTINCT store_id FROM %1$s) stores
          CROSS JOIN (
            SELECT DISTINCT date FROM %1$s
            UNION SELECT MAX(date) + INTERVAL 1 DAY FROM %1$s
          ) dates
        ) grid
        LEFT JOIN %1$s daily ON daily.store_id = grid.store_id AND daily.date = grid.date
        WINDOW week AS (
          PARTITION BY grid.store_id ORDER BY grid.date ROWS BETWEEN 7 PRECEDING AND 1 PRECEDING)
      ) weeks
      WHERE num_sale > 0
      """;

  private static final String SUSPECTS =
      """
      INSERT INTO %3$s
      SELECT sale.id, repeats.store_id, repeats.date, repeats.card_number, repeats.amount_sale,
        repeats.repeat_count, weekly.week_unit_price
      FROM (
        SELECT store_id, DATE(sold_at) AS date, card_number, amount_sale, COUNT(*) AS repeat_count
        FROM %1$s
        WHERE card_number IS NOT NULL AND amount_sale > 0 %6$s
        GROUP BY store_id, DATE(sold_at), card_number, amount_sale
        HAVING COUNT(*) >= %4$d
      ) repeats
      JOIN %2$s weekly ON weekly.store_id = repeats.store_id AND weekly.as_of = repeats.date
        AND repeats.amount_sale * weekly.num_customer > %5$s * weekly.total_sale
      JOIN %1$s sale ON sale.store_id = repeats.store_id
        AND sale.sold_at >= repeats.date AND sale.sold_at < repeats.date + INTERVAL 1 DAY
        AND sale.card_number = repeats.card_number AND sale.amount_sale = repeats.amount_sale %7$s
      """;

  private static final String TOTALS =
      """
      SELECT (SELECT COUNT(*) FROM %1$s), (SELECT SUM(total_sale) FROM %1$s),
        (SELECT SUM(num_customer) FROM %1$s), (SELECT COUNT(*) FROM %2$s),
        (SELECT SUM(total_sale) FROM %2$s), (SELECT SUM(num_customer) FROM %2$s),
        (SELECT COUNT(*) FROM %3$s), (SELECT COALESCE(SUM(amount_sale), 0) FROM %3$s)
      """;

  private final Database database;
  private final MadeUpSales made;
  private final RepeatAmountRule rule;
  private final String sales;
  private final String daily;
  private final String weekly;
  private final String suspects;

  SqlTables(BenchServers servers, Settings settings, MadeUpSales made) {
    this.database = servers.database();
    this.made = made;
    this.rule = settings.repeatAmount();
    this.sales = settings.source().table();
    this.daily = servers.table("sql_daily");
    this.weekly = servers.table("sql_weekly");
    this.suspects = servers.table("sql_suspects");
  }

  @Override
  public String name() {
    return "SQL";
  }

  /** An index from which everything can be answered without the table itself. */
  void index() {
    execute(
        "CREATE INDEX idx_sql ON %s (store_id, sold_at, card_number, amount_sale, is_canceled)"
            .formatted(sales),
        "ANALYZE TABLE " + sales);
  }

  @Override
  public void prepare() {
    execute("DROP TABLE IF EXISTS %s, %s, %s".formatted(daily, weekly, suspects));
    execute(TABLES.formatted(daily, weekly, suspects).split(";"));
  }

  @Override
  public long run() {
    String counted = rule.includeCanceled() ? "" : "AND is_canceled = 0";
    execute(
        DAILY.formatted(sales, daily),
        WEEKLY.formatted(daily, weekly),
        SUSPECTS.formatted(
            sales,
            weekly,
            suspects,
            rule.minRepeats(),
            rule.aovMultiple().toPlainString(),
            counted,
            counted.replace("is_canceled", "sale.is_canceled")));
    return made.sales();
  }

  private void execute(String... statements) {
    Connection connection = database.connect();
    try (Statement statement = connection.createStatement()) {
      for (String sql : List.of(statements)) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw database.failure("computing in SQL", e);
    } finally {
      database.close(connection);
    }
  }

  /** What stands in the tables. */
  Totals totals() {
    Connection connection = database.connect();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(TOTALS.formatted(daily, weekly, suspects))) {
      row.next();
      return new Totals(
          row.getLong(1),
          row.getLong(2),
          row.getLong(3),
          row.getLong(4),
          row.getLong(5),
          row.getLong(6),
          row.getLong(7),
          row.getLong(8));
    } catch (SQLException e) {
      throw database.failure("reading what SQL came to", e);
    } finally {
      database.close(connection);
    }
  }
}
