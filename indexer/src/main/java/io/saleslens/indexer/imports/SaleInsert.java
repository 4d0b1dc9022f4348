package io.saleslens.indexer.imports;

import io.saleslens.indexer.imports.file.FileSale;
import io.saleslens.indexer.imports.file.Refusal;
import io.saleslens.indexer.settings.SaleField;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Inserts the sales of some days of a file, in the transaction of its connection. Times become UTC,
 * so that {@code modified} never goes back.
 */
final class SaleInsert implements RowIntake.Taker, AutoCloseable {
  /** The name of the table. */
  static final String TABLE = "saleslens_imported_sales";

  private static final int BATCH = 1_000;
  static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);
  private static final List<SaleField> FIELDS = Arrays.asList(SaleField.values());

  private final ZoneId zone;
  private final Set<LocalDate> days;
  private final String source;
  private final long task;
  private final String now;
  private final PreparedStatement insert;
  private int waiting;

  /** What the driver throws while a file is being read. */
  static final class InsertException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InsertException(SQLException cause) {
      super(cause);
    }

    @Override
    public synchronized SQLException getCause() {
      return (SQLException) super.getCause();
    }
  }

  /**
   * @param zone that the file's times are of
   * @param days others are left out
   * @param now when the sales changed, by the server's clock, UTC
   */
  SaleInsert(
      Connection connection,
      ZoneId zone,
      Set<LocalDate> days,
      String source,
      long task,
      LocalDateTime now)
      throws SQLException {
    this.zone = zone;
    this.days = days;
    this.source = source;
    this.task = task;
    this.now = MICROS.format(now);
    this.insert = connection.prepareStatement(sql());
  }

  private static String sql() {
    List<String> columns =
        Stream.concat(
                FIELDS.stream().map(SaleField::fieldName), Stream.of("source", "day", "task_id"))
            .toList();
    return "INSERT INTO %s (%s) VALUES (%s)"
        .formatted(
            TABLE,
            columns.stream().collect(Collectors.joining(", ")),
            String.join(", ", Collections.nCopies(columns.size(), "?")));
  }

  /** Whether a field is stored as the file has it; the others are ours. */
  static boolean isOfFile(SaleField field) {
    return field != SaleField.CREATED && field != SaleField.MODIFIED;
  }

  @Override
  public void sale(String id, FileSale sale) {
    if (!days.contains(sale.day())) {
      return;
    }
    try {
      int column = 1;
      for (SaleField field : FIELDS) {
        insert.setString(column++, value(field, id, sale));
      }
      insert.setString(column++, source);
      insert.setString(column++, sale.day().toString());
      insert.setLong(column, task);
      insert.addBatch();
      if (++waiting == BATCH) {
        flush();
      }
    } catch (SQLException e) {
      throw new InsertException(e);
    }
  }

  private String value(SaleField field, String id, FileSale sale) {
    if (field == SaleField.ID) {
      return id;
    }
    if (!isOfFile(field)) {
      return now;
    }
    String value = sale.values().get(field);
    return value == null || field.kind() != SaleField.Kind.TIME ? value : utc(value);
  }

  /** Of two times when clocks go back the earlier is meant, as everywhere. */
  private String utc(String local) {
    return MICROS.format(
        LocalDateTime.parse(local, MICROS)
            .atZone(zone)
            .withZoneSameInstant(ZoneOffset.UTC)
            .toLocalDateTime());
  }

  @Override
  public void refused(Refusal refusal) {
    // told when the file was read first
  }

  /** Writes what is left. */
  void flush() throws SQLException {
    if (waiting > 0) {
      insert.executeBatch();
      waiting = 0;
    }
  }

  @Override
  public void close() throws SQLException {
    insert.close();
  }
}
