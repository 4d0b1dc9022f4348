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
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The source table as found: it exists and has the columns that the settings name. */
public final class SourceTable {
  private static final Set<Integer> NUMBER_TYPES =
      Set.of(
          Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.DECIMAL, Types.NUMERIC);

  private static final Set<Integer> TEXT_TYPES =
      Set.of(Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR);

  private static final Set<Integer> BYTE_TYPES =
      Set.of(Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY);

  /** What tells sales, stores and cards apart. */
  private static final Set<SaleField> IDENTIFYING =
      EnumSet.of(SaleField.ID, SaleField.STORE_ID, SaleField.CARD_NUMBER);

  private static final String DATETIME = "DATETIME";
  private static final String TIMESTAMP = "TIMESTAMP";
  private static final String DATE = "DATE";

  private final SourceSettings settings;
  private final List<SaleField> fields;
  private final Set<SaleField> numeric;
  private final Map<SaleField, String> types;
  private final RowIds ids;
  private final boolean timestamps;
  private final UniqueIds uniqueIds;

  private SourceTable(
      SourceSettings settings,
      Set<SaleField> numeric,
      Map<SaleField, String> types,
      RowIds ids,
      boolean timestamps,
      UniqueIds uniqueIds) {
    this.settings = settings;
    this.uniqueIds = uniqueIds;
    this.numeric = numeric;
    this.types = types;
    this.ids = ids;
    this.timestamps = timestamps;
    this.fields = Arrays.stream(SaleField.values()).filter(this::isRead).toList();
  }

  /**
   * Looks the table up and checks its columns. If it has TIMESTAMP columns, which are instants, the
   * connection shows them in UTC from now on.
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
      SessionCharset.require(connection);
      UniqueIds uniqueIds =
          UniqueIds.of(connection, quoted(settings.table()), settings.idColumns());
      SourceTable table = check(settings, found, uniqueIds);
      if (table.hasTimestamps()) {
        SessionZone.utc(connection);
      }
      return table;
    } catch (SQLException e) {
      throw database.failure("table " + settings.table(), e);
    }
  }

  private static SourceTable check(
      SourceSettings settings, ResultSetMetaData found, UniqueIds uniqueIds) throws SQLException {
    Map<String, Integer> positions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 1; i <= found.getColumnCount(); i++) {
      positions.put(found.getColumnLabel(i), i);
    }
    List<String> missing = new ArrayList<>();
    columns(settings)
        .forEach(
            entry -> {
              SaleField field = entry.getKey();
              String column = entry.getValue();
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
    Map<SaleField, String> types = new EnumMap<>(SaleField.class);
    List<IdColumn> ids = new ArrayList<>();
    boolean nullable = false;
    boolean timestamps = false;
    for (Map.Entry<SaleField, String> column : columns(settings).toList()) {
      int position = positions.get(column.getValue());
      int type = found.getColumnType(position);
      String typeName = found.getColumnTypeName(position).toUpperCase(Locale.ROOT);
      types.put(column.getKey(), typeName);
      timestamps |= typeName.equals(TIMESTAMP);
      if (NUMBER_TYPES.contains(type)) {
        numeric.add(column.getKey());
      }
      if (column.getKey() == SaleField.ID) {
        ids.add(
            new IdColumn(
                quotedPart(column.getValue()),
                NUMBER_TYPES.contains(type),
                TEXT_TYPES.contains(type)));
        nullable |= found.isNullable(position) != ResultSetMetaData.columnNoNulls;
      }
      if (BYTE_TYPES.contains(type) && IDENTIFYING.contains(column.getKey())) {
        throw bytesAreNoText(settings, column.getValue());
      }
      if (isFloat(typeName) && IDENTIFYING.contains(column.getKey())) {
        throw floatIsNoId(settings, column.getValue());
      }
    }
    return new SourceTable(
        settings, numeric, types, new RowIds(ids, nullable), timestamps, uniqueIds);
  }

  /** Each field with its column, the id as often as it has some. */
  private static Stream<Map.Entry<SaleField, String>> columns(SourceSettings settings) {
    return Stream.concat(
        settings.idColumns().names().stream().map(it -> Map.entry(SaleField.ID, it)),
        settings.columns().entrySet().stream().filter(it -> it.getKey() != SaleField.ID));
  }

  private static boolean isFloat(String typeName) {
    return typeName.startsWith("FLOAT");
  }

  /** MySQL prints six digits of it: different ids would be one. */
  private static SettingsException floatIsNoId(SourceSettings settings, String column) {
    return new SettingsException(
        "Column %1$s of table %2$s is a FLOAT, which holds no more than seven digits of a number. Change the column, or name by saleslens.source.table a view of the table that makes it exact."
            .formatted(column, settings.table()));
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
    return DATETIME.equals(types.get(field));
  }

  /** Whether a field's column holds instants, which the connection shows in UTC. */
  boolean isTimestamp(SaleField field) {
    return TIMESTAMP.equals(types.get(field));
  }

  boolean hasTimestamps() {
    return timestamps;
  }

  /** Whether a field's column holds days, without the time of day. */
  boolean isDate(SaleField field) {
    return DATE.equals(types.get(field));
  }

  /** Whether the order of a field's column is that of time. */
  boolean isOrderedInTime(SaleField field) {
    return isDateTime(field) || isTimestamp(field) || isDate(field);
  }

  /** An instant as a field's column has it. */
  LocalDateTime shown(SaleField field, Instant instant) {
    ZoneId zone = isTimestamp(field) ? ZoneOffset.UTC : settings.sourceZone();
    return LocalDateTime.ofInstant(instant, zone);
  }

  ZoneId sourceZone() {
    return settings.sourceZone();
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
    return ids.nullable();
  }

  /** Whether a key of the table sees to it that no two rows have the same id. */
  public boolean hasUniqueIds() {
    return uniqueIds.kept();
  }

  /** How rows are told apart. */
  RowIds ids() {
    return ids;
  }

  /** Why a table is refused of which several rows have an id. */
  SettingsException repeated(String id) {
    return uniqueIds.repeated(name(), settings.idColumns(), id);
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

  /** Of a FLOAT MySQL prints six digits; made a double of, it prints all that there are. */
  String selectList() {
    return fields.stream().map(this::selected).collect(Collectors.joining(", "));
  }

  private String selected(SaleField field) {
    if (field == SaleField.ID) {
      return ids.selected();
    }
    return isFloat(types.get(field)) && field.kind() == SaleField.Kind.MONEY
        ? quotedColumn(field) + " + 0e0"
        : quotedColumn(field);
  }

  private static String quotedPart(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** Quotes a name, part by part where it is {@code schema.table}. */
  public static String quoted(String name) {
    return Arrays.stream(name.split("\\."))
        .map(SourceTable::quotedPart)
        .collect(Collectors.joining("."));
  }
}
