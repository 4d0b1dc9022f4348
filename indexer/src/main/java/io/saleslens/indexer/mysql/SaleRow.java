package io.saleslens.indexer.mysql;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;

/**
 * The row that a read stands on; its columns are {@link SourceTable#fields()}, counted from 1. Most
 * values come over the wire spelled in ASCII just as they are wanted; those are taken as bytes,
 * without a string or a driver's object for each. All others are left to the driver.
 *
 * <p>This relies on two settings of the connection, which {@link Database} makes: text comes in
 * UTF-8, and values come as text.
 */
public final class SaleRow {
  private static final int NONE = 0;

  /** What the bytes of a column's values can be taken for. */
  public enum Form {
    /** Text, and whatever stands in it. */
    TEXT,
    /** A whole number. */
    WHOLE,
    /** A number with decimals, maybe none. */
    DECIMAL,
    /** A date with the time of day. */
    TIMESTAMP,
    /** A number of 0 or 1, or one bit. */
    FLAG,
    /** Something that only the driver can read. */
    OTHER
  }

  private final ResultSet columns;
  private final Form[] forms;
  private final boolean[] instants;

  /** The column that {@code text} was read from. */
  private int textColumn;

  private String text;

  SaleRow(ResultSet columns) throws SQLException {
    this.columns = columns;
    ResultSetMetaData types = columns.getMetaData();
    this.forms = new Form[types.getColumnCount()];
    this.instants = new boolean[forms.length];
    for (int i = 0; i < forms.length; i++) {
      forms[i] = formOf(types, i + 1);
      instants[i] = types.getColumnTypeName(i + 1).equals("TIMESTAMP");
    }
  }

  private static Form formOf(ResultSetMetaData types, int column) throws SQLException {
    return switch (types.getColumnType(column)) {
      case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR -> Form.TEXT;
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> Form.WHOLE;
      case Types.DECIMAL -> Form.DECIMAL;
      case Types.TIMESTAMP -> Form.TIMESTAMP;
      // the driver's name for TINYINT(1), too
      case Types.BIT -> types.getPrecision(column) <= 1 ? Form.FLAG : Form.OTHER;
      default -> Form.OTHER;
    };
  }

  boolean next() throws SQLException {
    textColumn = NONE;
    return columns.next();
  }

  /** The row as the driver has it. */
  public ResultSet columns() {
    return columns;
  }

  /** What {@link #bytes} of a column are. */
  public Form form(int column) {
    return forms[column - 1];
  }

  /** Whether the times of a column are of UTC, and not of the source zone. */
  public boolean isInstant(int column) {
    return instants[column - 1];
  }

  /** A value as it came; null for NULL. */
  public byte[] bytes(int column) throws SQLException {
    return columns.getBytes(column);
  }

  /** A value as text, as the driver gives it; null for NULL. */
  public String text(int column) throws SQLException {
    if (column != textColumn) {
      text = read(column);
      textColumn = column;
    }
    return text;
  }

  private String read(int column) throws SQLException {
    byte[] bytes = isText(column) ? bytes(column) : null;
    return bytes != null && isText(column, bytes)
        ? new String(bytes, StandardCharsets.ISO_8859_1)
        : columns.getString(column);
  }

  /** Whether the column's values are the text of themselves if they are ASCII. */
  private boolean isText(int column) {
    Form form = form(column);
    return form == Form.TEXT || form == Form.WHOLE;
  }

  /** Whether these bytes of a column are ASCII and the text of the value, as the driver has it. */
  public boolean isText(int column, byte[] bytes) {
    // the driver drops the zeros with which a ZEROFILL column begins
    boolean asItIs =
        form(column) == Form.TEXT
            || form(column) == Form.WHOLE && (bytes.length == 1 || bytes[0] != '0');
    return asItIs && isAscii(bytes);
  }

  private static boolean isAscii(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }
}
