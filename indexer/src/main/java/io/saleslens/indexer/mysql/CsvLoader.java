package io.saleslens.indexer.mysql;

import io.saleslens.indexer.card.CardMask;
import io.saleslens.indexer.csv.CsvRecords;
import io.saleslens.indexer.csv.CsvValues;
import io.saleslens.indexer.settings.SaleField;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.Shown;
import io.saleslens.indexer.settings.SourceSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Loads CSV files with the table's header into the source table, line by line. Empty is NULL, and
 * so is a dash for a card number; an empty {@code created} or {@code modified} becomes the server's
 * time of loading. A line that cannot be loaded is named by its number and the rest goes on.
 */
public final class CsvLoader {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?\\d{1,20}");

  /** Texts that programs take for numbers. */
  private static final Set<SaleField> CODES =
      Set.of(SaleField.CARD_NUMBER, SaleField.NUM_APPROVAL, SaleField.EXTRA_PAYMENT_ID);

  private static final int CLOCK_EVERY = 1_000;
  private static final SaleField FLAG = SaleField.IS_CANCELED;

  private final Database database;
  private final SourceSettings settings;

  public CsvLoader(Database database, SourceSettings settings) {
    this.database = database;
    this.settings = settings;
  }

  /**
   * A line that was left out.
   *
   * @param file it is in
   * @param line its number, from 1; of a record over several lines, the first
   * @param reason what is wrong
   */
  public record BadLine(Path file, long line, String reason) {}

  /**
   * What became of a file.
   *
   * @param loaded rows in the table now
   * @param bad lines left out
   * @param uncounted rows loaded that do not say whether they are canceled, and so count nowhere
   */
  public record Loaded(long loaded, long bad, long uncounted) {}

  /** Told about what happens while loading. */
  public interface Listener {
    /** A line is left out. */
    void bad(BadLine line);

    /** So many records of the file are done with. */
    void read(long records);
  }

  /**
   * Makes the table unless it exists.
   *
   * @throws MysqlException if the server fails
   */
  public void createTable(Connection connection) {
    String sql =
        SchemaResource.createTable().replace("{table}", SourceTable.quoted(settings.table()));
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw database.failure("creating table " + settings.table(), e);
    }
  }

  /**
   * Loads a file.
   *
   * @throws SettingsException if the file cannot be read or its header does not fit the table
   * @throws MysqlException if the server fails
   */
  public Loaded load(Connection connection, Path file, Listener listener) {
    SourceTable table = SourceTable.open(database, connection, settings);
    takeLocalTimes(connection, table);
    try (BufferedReader in = CsvFile.open(file)) {
      CsvRecords records =
          new CsvRecords(in, CsvFile.delimiter(in), Optional.of(StandardCharsets.UTF_8));
      List<SaleField> header = header(file, records);
      return new FileLoad(connection, table, file, header, listener).run(records);
    } catch (IOException e) {
      throw CsvFile.unreadable(file, e);
    } catch (UncheckedIOException e) {
      throw CsvFile.unreadable(file, e.getCause());
    }
  }

  /** A file's times are local, whatever columns they go into. */
  private void takeLocalTimes(Connection connection, SourceTable table) {
    try {
      if (table.hasTimestamps()) {
        SessionZone.set(connection, settings.sourceZone(), settings.table());
      }
    } catch (SQLException e) {
      throw database.failure("its zone", e);
    }
  }

  private List<SaleField> header(Path file, CsvRecords records) {
    if (!records.hasNext()) {
      throw new SettingsException("CSV file %s is empty; it needs a header line.".formatted(file));
    }
    if (settings.idColumns().isJoined()) {
      throw new SettingsException(
          "CSV file %s cannot be loaded where the id is made of several columns (saleslens.source.columns.id is '%s')."
              .formatted(file, settings.idColumns().text()));
    }
    Map<String, SaleField> byColumn =
        Arrays.stream(SaleField.values())
            .filter(field -> settings.column(field).isPresent())
            .collect(
                Collectors.toMap(
                    field -> settings.column(field).orElseThrow(),
                    Function.identity(),
                    this::sameColumn));
    List<SaleField> header = new ArrayList<>();
    CsvRecords.Line line = records.next();
    if (CsvFile.isSeparator(line.fields()) && records.hasNext()) {
      line = records.next();
    }
    if (line.error() != null) {
      throw new SettingsException(
          "CSV file %s: its header cannot be read: %s.".formatted(file, line.error()));
    }
    for (String column : line.fields()) {
      SaleField field = byColumn.get(column.strip());
      if (field == null || header.contains(field)) {
        throw new SettingsException(
            "CSV file %s: column '%s' of its header is %s. Known columns: %s."
                .formatted(
                    file,
                    Shown.of(CardMask.mask(column)),
                    field == null ? "unknown" : "there twice",
                    String.join(", ", settings.columns().values().stream().sorted().toList())));
      }
      header.add(field);
    }
    if (!header.contains(SaleField.ID)) {
      throw new SettingsException(
          "CSV file %s: its header lacks the column %s."
              .formatted(file, settings.column(SaleField.ID).orElseThrow()));
    }
    return header;
  }

  private SaleField sameColumn(SaleField one, SaleField other) {
    throw new SettingsException(
        "Column %s stands for both %s and %s in saleslens.source.columns; to load a file each needs its own."
            .formatted(settings.column(one).orElseThrow(), one.fieldName(), other.fieldName()));
  }

  private static Pattern money(int scale) {
    return scale == 0
        ? WHOLE_NUMBER
        : Pattern.compile("[+-]?\\d{1,20}(\\.\\d{0,%d}0*)?".formatted(scale));
  }

  /** The state of loading one file. */
  private final class FileLoad {
    private final Connection connection;
    private final SourceTable table;
    private final Path file;
    private final List<SaleField> header;
    private final List<SaleField> fields;
    private final Listener listener;
    private final Pattern money;
    private final boolean isFlagAsked;
    private Boolean nullByDefault;
    private LocalDateTime now;
    private long bad;
    private long uncounted;

    FileLoad(
        Connection connection,
        SourceTable table,
        Path file,
        List<SaleField> header,
        Listener listener) {
      this.connection = connection;
      this.table = table;
      this.file = file;
      this.header = header;
      this.listener = listener;
      this.money = money(settings.amountScale());
      this.fields = new ArrayList<>(header);
      List.of(SaleField.CREATED, SaleField.MODIFIED).stream()
          .filter(field -> table.has(field) && !header.contains(field))
          .forEach(fields::add);
      this.isFlagAsked = table.has(FLAG) && settings.nullFlag().canceled().isEmpty();
    }

    Loaded run(CsvRecords records) {
      LongConsumer progress = listener::read;
      long count = 0;
      try (SalesInserter inserter =
          new SalesInserter(database, connection, table, fields, this::bad)) {
        while (records.hasNext()) {
          if (count % CLOCK_EVERY == 0) {
            now = LocalDateTime.ofInstant(database.now(connection), settings.sourceZone());
            progress.accept(count);
          }
          load(records.next(), inserter);
          count++;
        }
        inserter.flush();
        progress.accept(count);
        return new Loaded(inserter.inserted(), bad, uncounted);
      }
    }

    private void bad(SalesInserter.Row row, String why) {
      uncounted -= isUncounted(row.values()) ? 1 : 0;
      bad(row.number(), why);
    }

    private boolean isUncounted(Object[] values) {
      int flag = fields.indexOf(FLAG);
      return isFlagAsked && (flag < 0 ? isNullByDefault() : values[flag] == null);
    }

    /** What the table gives a row whose file lacks the column. */
    private boolean isNullByDefault() {
      if (nullByDefault == null) {
        nullByDefault = table.isNullByDefault(database, connection, FLAG);
      }
      return nullByDefault;
    }

    private void load(CsvRecords.Line line, SalesInserter inserter) {
      String problem = problem(line);
      if (problem != null) {
        bad(line.number(), problem);
        return;
      }
      Object[] values = new Object[fields.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = value(fields.get(i), i < header.size() ? line.fields().get(i) : "");
      }
      uncounted += isUncounted(values) ? 1 : 0;
      inserter.add(new SalesInserter.Row(line.number(), values));
    }

    private Object value(SaleField field, String text) {
      boolean isNoCard = field == SaleField.CARD_NUMBER && CsvValues.isDash(text);
      if (!text.isEmpty() && !isNoCard) {
        return text;
      }
      return field == SaleField.CREATED || field == SaleField.MODIFIED ? now : null;
    }

    private String problem(CsvRecords.Line line) {
      if (line.error() != null) {
        return line.error();
      }
      if (line.fields().size() != header.size()) {
        return "%d fields, expected %d".formatted(line.fields().size(), header.size());
      }
      for (int i = 0; i < header.size(); i++) {
        String problem = problem(header.get(i), line.fields().get(i));
        if (problem != null) {
          return problem;
        }
      }
      return null;
    }

    /** MySQL would round 12.5 to 13 without a word, so money and ids are checked here. */
    private String problem(SaleField field, String text) {
      if (text.isEmpty()) {
        return field == SaleField.ID ? "id is empty" : null;
      }
      boolean isCode = field.kind() == SaleField.Kind.ID || CODES.contains(field);
      if (isCode && CsvValues.isScientific(text)) {
        return "%s is '%s', a number in scientific notation, which has lost its digits"
            .formatted(field.fieldName(), text);
      }
      if (field.kind() == SaleField.Kind.MONEY && !money.matcher(text).matches()) {
        return "%s is '%s', not a whole number of minor units"
            .formatted(field.fieldName(), CardMask.mask(text));
      }
      if (table.isNumeric(field)
          && field.kind() == SaleField.Kind.ID
          && !WHOLE_NUMBER.matcher(text).matches()) {
        return "%s is '%s', not a whole number".formatted(field.fieldName(), CardMask.mask(text));
      }
      return null;
    }

    private void bad(long line, String why) {
      bad++;
      listener.bad(new BadLine(file, line, Shown.of(why)));
    }
  }
}
