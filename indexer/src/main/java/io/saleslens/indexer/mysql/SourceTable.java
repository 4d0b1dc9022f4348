package io.saleslens.indexer.mysql;

import io.saleslens.indexer.settings.SaleField;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.SourceSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The source table as found: it exists and has the columns that the settings name. */
public final class SourceTable {
  private static final Set<Integer> NUMBER_TYPES =
      Set.of(
          Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.DECIMAL, Types.NUMERIC);

  private static final Set<Integer> BYTE_TYPES =
      Set.of(Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY);

  /** What tells sales, stores and cards apart. */
  private static final Set<SaleField> IDENTIFYING =
      EnumSet.of(SaleField.ID, SaleField.STORE_ID, SaleField.CARD_NUMBER);

  private final SourceSettings settings;
  private final List<SaleField> fields;
  private final Set<SaleField> numeric;
  private final Set<SaleField> dateTimes;
  private final boolean nullableId;

  private SourceTable(
      SourceSettings settings,
      Set<SaleField> numeric,
      Set<SaleField> dateTimes,
      boolean nullableId) {
    this.settings = settings;
    this.numeric = numeric;
    this.dateTimes = dateTimes;
    this.nullableId = nullableId;
    this.fields = Arrays.stream(SaleField.values()).filter(this::isRead).toList();
  }

  /**
   * Looks the table up and checks its columns. If it has TIMESTAMP columns, the connection shows
   * them in the source zone from now on, like the others.
   *
   * @throws SettingsException if the table or a column is missing; it names all that are
   * @throws MysqlException if the server fails
   */
  public static SourceTable open(
      Database database, Connection connection, SourceSettings settings) {
    String sql = "SELECT * FROM " + quoted(settings.table()) + " LIMIT 0";
    try (Statement statement = connection.createStatement();
        ResultSet nothing = statement.executeQuery(sql)) {
      ResultSetMetaData found = nothing.getMetaData();
      SourceTable table = check(settings, found);
      if (hasTimestamps(found)) {
        SessionZone.set(connection, settings.sourceZone(), settings.table());
      }
      return table;
    } catch (SQLException e) {
      throw database.failure("table " + settings.table(), e);
    }
  }

  private static boolean hasTimestamps(ResultSetMetaData found) throws SQLException {
    for (int i = 1; i <= found.getColumnCount(); i++) {
      if (found.getColumnTypeName(i).equals("TIMESTAMP")) {
        return true;
      }
    }
    return false;
  }

  private static SourceTable check(SourceSettings settings, ResultSetMetaData found)
      throws SQLException {
    Map<String, Integer> positions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 1; i <= found.getColumnCount(); i++) {
      positions.put(found.getColumnLabel(i), i);
    }
    List<String> missing = new ArrayList<>();
    settings
        .columns()
        .forEach(
            (field, column) -> {
              if (!positions.containsKey(column)) {
                missing.add(
                    "%s (saleslens.source.columns.%s)"
                        .formatted(column, field.fieldName().replace('_', '-')));
              }
            });
    if (!missing.isEmpty()) {
      missing.sort(null);
      throw new SettingsException(
          "Table %s has no column %s. Name the right column by the setting given, or 'none' if the table has no such data. It has: %s."
              .formatted(
                  settings.table(),
                  String.join(", ", missing),
                  String.join(", ", positions.keySet())));
    }
    Set<SaleField> numeric = EnumSet.noneOf(SaleField.class);
    Set<SaleField> dateTimes = EnumSet.noneOf(SaleField.class);
    for (Map.Entry<SaleField, String> column : settings.columns().entrySet()) {
      int position = positions.get(column.getValue());
      int type = found.getColumnType(position);
      if (found.getColumnTypeName(position).equals("DATETIME")) {
        dateTimes.add(column.getKey());
      }
      if (NUMBER_TYPES.contains(type)) {
        numeric.add(column.getKey());
      }
      if (BYTE_TYPES.contains(type) && IDENTIFYING.contains(column.getKey())) {
        throw bytesAreNoText(settings, column.getValue());
      }
    }
    int id = positions.get(settings.column(SaleField.ID).orElseThrow());
    return new SourceTable(
        settings, numeric, dateTimes, found.isNullable(id) != ResultSetMetaData.columnNoNulls);
  }

  /** Bytes that are no UTF-8 would all become the same sign, and different ids one. */
  private static SettingsException bytesAreNoText(SourceSettings settings, String column) {
    return new SettingsException(
        "Column %1$s of table %2$s holds bytes, not text. Name by saleslens.source.table a view of the table with HEX(%1$s) AS %1$s."
            .formatted(column, settings.table()));
  }

  private boolean isRead(SaleField field) {
    return has(field) && (field != SaleField.RAW_DATA || settings.rawData());
  }

  /** Whether the table has a column for a field. */
  boolean has(SaleField field) {
    return settings.column(field).isPresent();
  }

  /** The fields that are read, in the order in which a row has them, counted from 1. */
  public List<SaleField> fields() {
    return fields;
  }

  /** Whether a field's column holds numbers and so has to be compared with numbers. */
  boolean isNumeric(SaleField field) {
    return numeric.contains(field);
  }

  /** Whether a field's column holds local times, and nothing else. */
  boolean isDateTime(SaleField field) {
    return dateTimes.contains(field);
  }

  /**
   * Whether a row is given NULL that says nothing of a field.
   *
   * @throws MysqlException if the server fails
   */
  boolean isNullByDefault(Database database, Connection connection, SaleField field) {
    String column = settings.column(field).orElseThrow();
    String sql = "SHOW COLUMNS FROM %s WHERE Field = ?".formatted(quoted(settings.table()));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, column);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getObject("Default") == null;
      }
    } catch (SQLException e) {
      throw database.failure("asking for the default of " + column, e);
    }
  }

  /** Whether there may be rows without an id. */
  boolean mayLackId() {
    return nullableId;
  }

  /** Name as in the settings. */
  public String name() {
    return settings.table();
  }

  String quotedName() {
    return quoted(settings.table());
  }

  String column(SaleField field) {
    return settings.column(field).orElseThrow();
  }

  String quotedColumn(SaleField field) {
    return quoted(column(field));
  }

  String selectList() {
    return fields.stream().map(this::quotedColumn).collect(Collectors.joining(", "));
  }

  /** Quotes a name, part by part where it is {@code schema.table}. */
  public static String quoted(String name) {
    return Arrays.stream(name.split("\\."))
        .map(part -> "`" + part.replace("`", "``") + "`")
        .collect(Collectors.joining("."));
  }
}
