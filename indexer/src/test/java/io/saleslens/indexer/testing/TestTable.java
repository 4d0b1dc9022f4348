package io.saleslens.indexer.testing;

import io.saleslens.indexer.mysql.CsvLoader;
import io.saleslens.indexer.mysql.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The source table, which a test fills and changes by plain JDBC. Times are text, so that nothing
 * on the way can shift them.
 */
public final class TestTable {
  private final Database database;
  private final String name;

  private TestTable(Database database, String name) {
    this.database = database;
    this.name = name;
  }

  /** Makes the table that operators have, under the name in the settings. */
  public static TestTable create(TestSettings settings) {
    TestTable table = over(settings);
    try (Connection connection = table.database.connect()) {
      new CsvLoader(table.database, settings.source()).createTable(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return table;
  }

  /** A table that the test makes itself by {@link #execute}. */
  public static TestTable over(TestSettings settings) {
    return new TestTable(new Database(settings.mysql()), settings.source().table());
  }

  /** Inserts rows, in one transaction. */
  public void insert(TestSale... sales) {
    insert(List.of(sales));
  }

  /** Inserts rows, in one transaction. */
  public void insert(List<TestSale> sales) {
    write("INSERT", sales);
  }

  /** Puts rows in the place of those with the same ids, or beside them, in one transaction. */
  public void replace(TestSale... sales) {
    write("REPLACE", List.of(sales));
  }

  private void write(String verb, List<TestSale> sales) {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      // one statement for each set of columns, so that the driver can send many rows at once
      for (List<TestSale> alike :
          sales.stream()
              .collect(
                  Collectors.groupingBy(
                      sale -> List.copyOf(sale.columns().keySet()),
                      LinkedHashMap::new,
                      Collectors.toList()))
              .values()) {
        writeAlike(connection, verb, alike);
      }
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void writeAlike(Connection connection, String verb, List<TestSale> sales)
      throws SQLException {
    List<String> columns = List.copyOf(sales.get(0).columns().keySet());
    String sql =
        "%s INTO %s (%s) VALUES (%s)"
            .formatted(
                verb,
                name,
                String.join(", ", columns),
                columns.stream().map(column -> "?").collect(Collectors.joining(", ")));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (TestSale sale : sales) {
        bind(statement, sale.columns().values().toArray());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** Sets columns of the row with an id. */
  public void update(Object id, Map<String, ?> columns) {
    String sets =
        columns.keySet().stream().map(column -> column + " = ?").collect(Collectors.joining(", "));
    List<Object> values = new ArrayList<>(columns.values());
    values.add(id);
    execute("UPDATE %s SET %s WHERE id = ?".formatted(name, sets), values.toArray());
  }

  /** Removes the row with an id. */
  public void delete(Object id) {
    execute("DELETE FROM %s WHERE id = ?".formatted(name), id);
  }

  /** Runs a statement. */
  public void execute(String sql, Object... values) {
    try (Connection connection = database.connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      statement.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Runs statements on one connection, for those that change its settings first. */
  public void executeAll(String... statements) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(String.join("; ", statements), e);
    }
  }

  /** The rows of a query: text by column, as the server prints it; null is NULL. */
  public List<Map<String, String>> query(String sql, Object... values) {
    try (Connection connection = database.connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      try (ResultSet row = statement.executeQuery()) {
        ResultSetMetaData meta = row.getMetaData();
        List<Map<String, String>> rows = new ArrayList<>();
        while (row.next()) {
          Map<String, String> columns = new LinkedHashMap<>();
          for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.put(meta.getColumnLabel(i), row.getString(i));
          }
          rows.add(columns);
        }
        return rows;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** All rows, by id. */
  public List<Map<String, String>> rows() {
    return query("SELECT * FROM %s ORDER BY id".formatted(name));
  }

  /** The server's clock, as local time of a zone. */
  public LocalDateTime now(ZoneId zone) {
    String utc = query("SELECT UTC_TIMESTAMP(6) AS now").get(0).get("now");
    return LocalDateTime.parse(utc.replace(' ', 'T'))
        .atZone(ZoneOffset.UTC)
        .withZoneSameInstant(zone)
        .toLocalDateTime();
  }

  /** Name as in the settings. */
  public String name() {
    return name;
  }

  private static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }
}
