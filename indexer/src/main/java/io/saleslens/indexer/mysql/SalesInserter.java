package io.saleslens.indexer.mysql;

import io.saleslens.indexer.card.CardMask;
import io.saleslens.indexer.settings.SaleField;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Writes rows into the source table in batches, each a transaction. A row whose id is there
 * replaces what stands there. When a batch is refused its rows are tried one by one, so that only
 * the bad ones are left out.
 */
public final class SalesInserter implements AutoCloseable {
  private static final int BATCH = 1_000;

  /** SQL states: a value that does not fit, a constraint broken. */
  private static final Set<String> DATA_STATES = Set.of("22", "23");

  /**
   * Errors that lie in the row but come with a general state: data truncated (1265), no default
   * (1364), wrong value (1366), check violated (3819 in MySQL, 4025 in MariaDB).
   */
  private static final Set<Integer> DATA_ERRORS = Set.of(1265, 1364, 1366, 3819, 4025);

  private final Database database;
  private final Connection connection;
  private final PreparedStatement insert;
  private final BiConsumer<Row, String> refused;
  private final List<Row> batch = new ArrayList<>(BATCH);
  private long inserted;

  /**
   * A row to write.
   *
   * @param number tells the row apart in messages, such as its line number
   * @param values in the order of the fields given; null for NULL
   */
  public record Row(long number, Object[] values) {}

  /**
   * @param fields the columns that rows have, in their order
   * @param refused is told each row that MySQL refuses, and why
   * @throws MysqlException if the server fails
   */
  public SalesInserter(
      Database database,
      Connection connection,
      SourceTable table,
      List<SaleField> fields,
      BiConsumer<Row, String> refused) {
    this.database = database;
    this.connection = connection;
    this.refused = refused;
    try {
      beStrict();
      connection.setAutoCommit(false);
      this.insert = connection.prepareStatement(sql(table, fields));
    } catch (SQLException e) {
      throw database.failure("inserting into " + table.name(), e);
    }
  }

  /** Without strict mode MySQL would turn a wrong value into some other one in silence. */
  private void beStrict() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION sql_mode = CONCAT(@@sql_mode, ',STRICT_ALL_TABLES')");
    }
  }

  private static String sql(SourceTable table, List<SaleField> fields) {
    List<String> columns = fields.stream().map(table::quotedColumn).toList();
    return "INSERT INTO %s (%s) VALUES (%s) ON DUPLICATE KEY UPDATE %s"
        .formatted(
            table.quotedName(),
            String.join(", ", columns),
            columns.stream().map(column -> "?").collect(Collectors.joining(", ")),
            columns.stream()
                .map(column -> column + " = VALUES(" + column + ")")
                .collect(Collectors.joining(", ")));
  }

  /**
   * Takes a row; writes when enough have come together.
   *
   * @throws MysqlException if the server fails
   */
  public void add(Row row) {
    batch.add(row);
    if (batch.size() == BATCH) {
      flush();
    }
  }

  /**
   * Writes what has come together.
   *
   * @throws MysqlException if the server fails
   */
  public void flush() {
    try {
      if (!batch.isEmpty() && !writeAll()) {
        writeOneByOne();
      }
    } catch (SQLException e) {
      throw database.failure("inserting rows", e);
    }
    batch.clear();
  }

  private boolean writeAll() throws SQLException {
    try {
      for (Row row : batch) {
        bind(row);
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
      inserted += batch.size();
      return true;
    } catch (SQLException e) {
      giveUp(e);
      insert.clearBatch();
      return false;
    }
  }

  private void writeOneByOne() throws SQLException {
    for (Row row : batch) {
      try {
        bind(row);
        insert.executeUpdate();
        connection.commit();
        inserted++;
      } catch (SQLException e) {
        giveUp(e);
        refused.accept(row, CardMask.mask(e.getMessage()));
      }
    }
  }

  /**
   * Undoes the transaction if the fault lies in the data. A full disk, a lock not granted or a
   * missing privilege concern every row and are thrown on.
   */
  private void giveUp(SQLException e) throws SQLException {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    boolean inTheRow =
        DATA_STATES.contains(state.substring(0, Math.min(2, state.length())))
            || DATA_ERRORS.contains(e.getErrorCode());
    if (!inTheRow) {
      throw e;
    }
    connection.rollback();
  }

  private void bind(Row row) throws SQLException {
    for (int i = 0; i < row.values().length; i++) {
      insert.setObject(i + 1, row.values()[i]);
    }
  }

  /** Rows written so far. */
  public long inserted() {
    return inserted;
  }

  /** Writes what is left and gives the connection back as it was; does not close it. */
  @Override
  public void close() {
    flush();
    try {
      insert.close();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      throw database.failure("ending an insert", e);
    }
  }
}
