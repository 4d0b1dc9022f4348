package io.saleslens.indexer.imports;

import com.zaxxer.hikari.HikariDataSource;
import io.saleslens.indexer.Source;
import io.saleslens.indexer.card.CardMask;
import io.saleslens.indexer.card.Masked;
import io.saleslens.indexer.imports.CollectedDays.Collected;
import io.saleslens.indexer.imports.FileContent.DayContent;
import io.saleslens.indexer.imports.ImportOutcome.AlreadyCollected;
import io.saleslens.indexer.imports.ImportOutcome.Conflict;
import io.saleslens.indexer.imports.ImportOutcome.NothingAccepted;
import io.saleslens.indexer.imports.ImportOutcome.Planned;
import io.saleslens.indexer.imports.ImportOutcome.Stored;
import io.saleslens.indexer.imports.ImportTask.Day;
import io.saleslens.indexer.imports.ImportTask.Kind;
import io.saleslens.indexer.imports.ImportTask.State;
import io.saleslens.indexer.imports.SaleInsert.InsertException;
import io.saleslens.indexer.imports.file.ImportException;
import io.saleslens.indexer.imports.file.SalesFile;
import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.mysql.Migrations;
import io.saleslens.indexer.mysql.MysqlException;
import io.saleslens.indexer.retry.Attempts;
import io.saleslens.indexer.retry.Patience;
import io.saleslens.indexer.settings.SaleField;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.Shown;
import io.saleslens.indexer.settings.SourceSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes files of sales into a table of our own, a day of a source at most once, and keeps the tasks
 * of indexing them. A file's sales, its days and its task are stored in one transaction; then only
 * is the file archived. What is stored stays to be indexed until somebody says it is done.
 *
 * <p>Safe for threads and for several processes. The constructor does no I/O.
 */
public final class Imports {
  private static final Logger LOG = LoggerFactory.getLogger(Imports.class);
  private static final String HISTORY = "saleslens_imports_history";

  /** Many may bring the same days at once, and each waits for those before it. */
  private static final Patience PATIENCE = new Patience(Duration.ofSeconds(30), 3);

  private static final int LONGEST_NAME = 255;

  /**
   * Files that are read and stored at the same time: each may take some 60 MB, and two processors
   * are not faster with more. Which files they are makes no difference to others for long.
   */
  private static final Semaphore TURNS = new Semaphore(2, true);

  private static final long PATIENCE_SECONDS = 30;

  private final ImportSettings settings;
  private final Database database;
  private final ImportFolder folder;
  private boolean migrated;

  public Imports(ImportSettings settings) {
    this.settings = settings;
    this.database = new Database(settings.mysql());
    this.folder = new ImportFolder(settings.dir(), settings.rules().maxBytes());
  }

  /**
   * Makes or changes our tables, unless that is done; also done by everything else that needs them.
   *
   * @throws MysqlException if the server cannot be reached or fails
   * @throws SettingsException if it refuses the user or lacks the schema
   */
  public synchronized void prepare() {
    if (migrated) {
      return;
    }
    // A pool would try for its whole timeout what is refused at once.
    database.close(database.connect());
    try (HikariDataSource connections = new HikariDataSource()) {
      connections.setPoolName("saleslens-imports");
      connections.setJdbcUrl(settings.mysql().url());
      connections.setDataSourceProperties(database.properties());
      connections.setMaximumPoolSize(2);
      connections.setConnectionTimeout(settings.mysql().connectTimeout().toMillis());
      new Migrations(database, HISTORY, "the tables of imports").run(connections, Imports.class);
      migrated = true;
    }
  }

  /** Whether our tables are there. */
  public boolean isPrepared() {
    return migrated
        || ask(
            "the tables of imports",
            connection -> {
              try (ResultSet tables =
                  connection
                      .getMetaData()
                      .getTables(connection.getCatalog(), null, SaleInsert.TABLE, null)) {
                return tables.next();
              }
            });
  }

  /**
   * The imported sales as a source; no I/O.
   *
   * @param main how the shop's own table is read
   */
  public Source source(SourceSettings main) {
    return source(main, main.overlap());
  }

  /**
   * The same for a sync, which reads so far back that it meets the sales of all tasks that are not
   * done, however long the transaction took that stored them.
   */
  public Source sourceOfUnfinished(SourceSettings main) {
    Duration oldest = ask("tasks", it -> new ImportTasks(it).oldestUnfinished());
    return source(main, main.overlap().compareTo(oldest) > 0 ? main.overlap() : oldest);
  }

  private Source source(SourceSettings main, Duration overlap) {
    Map<SaleField, String> columns =
        Arrays.stream(SaleField.values())
            .collect(Collectors.toMap(Function.identity(), SaleField::fieldName));
    return Source.imports(
        database,
        new SourceSettings(
            SaleInsert.TABLE,
            columns,
            ZoneOffset.UTC,
            main.businessZone(),
            0,
            main.maxAmount(),
            main.nullFlag(),
            main.rawData(),
            main.refusesCardIds(),
            overlap,
            main.pageSize(),
            main.patience()));
  }

  /**
   * Takes a file.
   *
   * @throws ImportException if the file as a whole cannot be read, or is too large
   * @throws IOException if what comes breaks off
   * @throws ImportsUnavailableException if there is no room for it, or too much to do
   * @throws MysqlException if MySQL fails; nothing is stored then, or everything
   * @throws SettingsException if MySQL or the folder cannot be used as they are set
   * @throws InterruptedException if the thread was interrupted; nothing is stored
   */
  public ImportOutcome store(InputStream file, ImportRequest request)
      throws IOException, InterruptedException {
    Path spooled = folder.spool(file);
    Commit commit = new Commit();
    ImportOutcome outcome;
    try {
      outcome = inTurn(() -> store(spooled, request, commit));
    } catch (RuntimeException | InterruptedException e) {
      // Where that failed nobody knows whether all is stored; cleanUp finds out.
      if (!commit.begun) {
        folder.discard(spooled);
      }
      throw e;
    }
    if (outcome instanceof Stored stored) {
      archive(spooled, stored.task());
    } else {
      folder.discard(spooled);
    }
    return outcome;
  }

  /** Whether a transaction may have been committed. */
  private static final class Commit {
    private boolean begun;
  }

  @FunctionalInterface
  private interface Turn {
    ImportOutcome take() throws InterruptedException;
  }

  private static ImportOutcome inTurn(Turn turn) throws InterruptedException {
    if (!TURNS.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw ImportsUnavailableException.busy();
    }
    try {
      return turn.take();
    } finally {
      TURNS.release();
    }
  }

  private ImportOutcome store(Path spooled, ImportRequest request, Commit commit)
      throws InterruptedException {
    FileContent content = FileContent.read(spooled, request, settings.rules());
    if (content.accepted() == 0) {
      return new NothingAccepted(content.refused(), content.refusals(), content.notUsed());
    }
    try {
      return store(spooled, content, request, commit);
    } catch (MysqlException e) {
      throw ImportsUnavailableException.isMysqlFull(e)
          ? ImportsUnavailableException.mysqlFull(e)
          : e;
    }
  }

  private void archive(Path spooled, ImportTask task) {
    if (folder.archive(spooled, task)) {
      change("the task of an import", tasks -> tasks.archived(task.id()));
    }
  }

  private ImportOutcome store(
      Path spooled, FileContent content, ImportRequest request, Commit commit)
      throws InterruptedException {
    prepare();
    Attempts attempts = PATIENCE.begin();
    while (true) {
      try {
        return ask(
            "storing a file",
            connection -> {
              // The answer to a commit may have been lost.
              Optional<ImportTask> stored =
                  attempts.failed() == 0
                      ? Optional.empty()
                      : new ImportTasks(connection).spooledAs(nameOf(spooled));
              return stored.isPresent()
                  ? new Stored(stored.get())
                  : inTransaction(connection, spooled, content, request, commit);
            });
      } catch (MysqlException e) {
        boolean again =
            e.isTemporary()
                && attempts.pause(
                    Duration.ZERO,
                    (failed, millis) ->
                        LOG.info("{} Attempt {}, next in {} ms", e.getMessage(), failed, millis));
        if (!again) {
          throw e;
        }
      }
    }
  }

  private static String nameOf(Path spooled) {
    return spooled.getFileName().toString();
  }

  private ImportOutcome inTransaction(
      Connection connection,
      Path spooled,
      FileContent content,
      ImportRequest request,
      Commit commit)
      throws SQLException {
    begin(connection);
    NavigableMap<LocalDate, DayContent> days = content.days();
    CollectedDays collected = new CollectedDays(connection, request.source());
    collected.lock(days.keySet());
    Map<LocalDate, Collected> before = collected.between(days.firstKey(), days.lastKey());
    NavigableMap<LocalDate, Kind> kinds = CollectedDays.compare(days, before);
    Optional<ImportOutcome> nothingToDo = nothingToDo(kinds, before, request.replace());
    if (nothingToDo.isPresent()) {
      connection.rollback();
      return nothingToDo.get();
    }
    LocalDateTime now = LocalDateTime.ofInstant(database.now(connection), ZoneOffset.UTC);
    ImportTask task =
        new ImportTasks(connection)
            .add(request, shortName(request), content, list(days, kinds), nameOf(spooled), now);
    for (LocalDate day : of(kinds, Kind.REPLACED)) {
      collected.clear(day);
    }
    Set<LocalDate> changed = new TreeSet<>(days.keySet());
    changed.removeAll(of(kinds, Kind.UNCHANGED));
    insert(connection, spooled, content, request, task, changed, now);
    for (LocalDate day : changed) {
      collected.keep(day, days.get(day), task.id());
    }
    commit.begun = true;
    connection.commit();
    LOG.info(
        "Import {} of {}: {} rows stored of {} days, {} refused",
        task.id(),
        task.source(),
        task.accepted(),
        changed.size(),
        task.refused());
    return new Stored(task);
  }

  private static void begin(Connection connection) throws SQLException {
    // Whoever waits for a day must see what the one before has made of it.
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION sql_mode = CONCAT(@@sql_mode, ',STRICT_ALL_TABLES')");
    }
  }

  private static Optional<ImportOutcome> nothingToDo(
      NavigableMap<LocalDate, Kind> kinds, Map<LocalDate, Collected> before, boolean replace) {
    List<LocalDate> other = of(kinds, Kind.REPLACED);
    if (!other.isEmpty() && !replace) {
      return Optional.of(new Conflict(other));
    }
    if (kinds.values().stream().allMatch(Kind.UNCHANGED::equals)) {
      long task =
          kinds.keySet().stream().mapToLong(day -> before.get(day).task()).max().orElseThrow();
      return Optional.of(new AlreadyCollected(List.copyOf(kinds.keySet()), task));
    }
    return Optional.empty();
  }

  private static List<LocalDate> of(NavigableMap<LocalDate, Kind> kinds, Kind kind) {
    return kinds.entrySet().stream()
        .filter(it -> it.getValue() == kind)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static List<Day> list(
      NavigableMap<LocalDate, DayContent> days, NavigableMap<LocalDate, Kind> kinds) {
    return days.entrySet().stream()
        .map(it -> new Day(it.getKey(), it.getValue().sales(), kinds.get(it.getKey())))
        .toList();
  }

  /** The last part of a path, so long as fits, without card numbers. */
  private static String shortName(ImportRequest request) {
    String name = Shown.of(CardMask.mask(request.fileName().replaceAll("^.*[/\\\\]", "")));
    return name.length() <= LONGEST_NAME ? name : name.substring(name.length() - LONGEST_NAME);
  }

  private void insert(
      Connection connection,
      Path spooled,
      FileContent content,
      ImportRequest request,
      ImportTask task,
      Set<LocalDate> days,
      LocalDateTime now)
      throws SQLException {
    ZoneId zone = settings.rules().zone();
    try (SaleInsert insert =
        new SaleInsert(connection, zone, days, request.source(), task.id(), now)) {
      RowIntake intake = new RowIntake(request.source(), content::isRepeated, insert);
      SalesFile.read(
          spooled, request.format(), settings.rules(), request.date(), request.encoding(), intake);
      insert.flush();
    } catch (InsertException e) {
      throw e.getCause();
    }
  }

  /**
   * Tells what {@link #store} would come to, and writes nothing but the file, for as long as it
   * takes. Throws as that does.
   */
  public ImportOutcome plan(InputStream file, ImportRequest request)
      throws IOException, InterruptedException {
    Path spooled = folder.spool(file);
    try {
      return inTurn(
          () -> {
            FileContent content = FileContent.read(spooled, request, settings.rules());
            return content.accepted() == 0
                ? new NothingAccepted(content.refused(), content.refusals(), content.notUsed())
                : plan(content, request);
          });
    } finally {
      folder.discard(spooled);
    }
  }

  private ImportOutcome plan(FileContent content, ImportRequest request) {
    NavigableMap<LocalDate, DayContent> days = content.days();
    Map<LocalDate, Collected> before =
        isPrepared()
            ? ask(
                "collected days",
                connection ->
                    new CollectedDays(connection, request.source())
                        .between(days.firstKey(), days.lastKey()))
            : Map.of();
    NavigableMap<LocalDate, Kind> kinds = CollectedDays.compare(days, before);
    return nothingToDo(kinds, before, request.replace())
        .orElseGet(
            () ->
                new Planned(
                    content.accepted(),
                    content.refused(),
                    list(days, kinds),
                    content.refusals(),
                    content.notUsed()));
  }

  /**
   * Tasks, the newest first.
   *
   * @param state only those in it
   * @param source only its own
   * @param before only those with a lower id, for the next page
   * @param limit at most so many
   */
  public List<ImportTask> newest(
      Optional<State> state, Optional<String> source, Optional<Long> before, int limit) {
    prepare();
    return ask("tasks", it -> new ImportTasks(it).newest(state, source, before, limit));
  }

  /** The task with an id. */
  public Optional<ImportTask> find(long id) {
    prepare();
    return ask("a task", it -> new ImportTasks(it).find(id));
  }

  /**
   * Has a task that failed, or whose indexing was never begun, tried again.
   *
   * @return false if it is done or being indexed, or if there is none
   */
  public boolean retry(long id) {
    prepare();
    return ask("a task", it -> new ImportTasks(it).retry(id));
  }

  /** Whether a task is to be indexed still. */
  public boolean hasUnfinished() {
    prepare();
    return ask("tasks", it -> !new ImportTasks(it).unfinished().isEmpty());
  }

  /** The tasks that are not done, which the caller indexes now; nobody else does meanwhile. */
  public List<ImportTask> begin() {
    prepare();
    return ask(
        "tasks",
        connection -> {
          ImportTasks tasks = new ImportTasks(connection);
          List<ImportTask> unfinished = tasks.unfinished();
          if (!unfinished.isEmpty()) {
            tasks.indexing(unfinished);
          }
          return unfinished;
        });
  }

  /** The sales of tasks are indexed and everything is computed. */
  public void done(Collection<ImportTask> tasks) {
    changeAll(tasks, it -> it.done(tasks));
  }

  /** Indexing was stopped; the tasks are as they were. */
  public void stopped(Collection<ImportTask> tasks) {
    changeAll(tasks, it -> it.stored(tasks));
  }

  /** Indexing failed. */
  public void failed(Collection<ImportTask> tasks, String error) {
    changeAll(tasks, it -> it.failed(tasks, Masked.of(error)));
  }

  /** The days whose former sales may still stand in the index, by tasks that are not done. */
  public static SortedSet<LocalDate> replacedDays(Collection<ImportTask> tasks) {
    return tasks.stream()
        .flatMap(it -> it.replacedDays().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Archives or deletes files that a process left behind when it died. */
  public void cleanUp() {
    List<Path> left = folder.leftOver();
    if (!left.isEmpty()) {
      prepare();
    }
    for (Path file : left) {
      // Asked first: who is dead then will store nothing any more.
      boolean abandoned = folder.isAbandoned(file);
      Optional<ImportTask> task = ask("a task", it -> new ImportTasks(it).spooledAs(nameOf(file)));
      if (task.isPresent()) {
        archive(file, task.get());
      } else if (abandoned) {
        LOG.info("File {} was left behind by a process that died, and is deleted", file);
        folder.discard(file);
      }
    }
    folder.forgetTheDead();
  }

  @FunctionalInterface
  private interface Question<T> {
    T of(Connection connection) throws SQLException;
  }

  private <T> T ask(String asked, Question<T> question) {
    Connection connection = database.connect();
    try {
      return question.of(connection);
    } catch (SQLException e) {
      throw database.failure(asked, e);
    } finally {
      database.close(connection);
    }
  }

  @FunctionalInterface
  private interface Change {
    void of(ImportTasks tasks) throws SQLException;
  }

  private void change(String asked, Change change) {
    ask(
        asked,
        connection -> {
          change.of(new ImportTasks(connection));
          return null;
        });
  }

  private void changeAll(Collection<ImportTask> tasks, Change change) {
    if (!tasks.isEmpty()) {
      change("tasks", change);
    }
  }
}
