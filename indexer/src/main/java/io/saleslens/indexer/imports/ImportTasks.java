package io.saleslens.indexer.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.imports.ImportTask.Day;
import io.saleslens.indexer.imports.ImportTask.State;
import io.saleslens.indexer.imports.file.FileFormat;
import io.saleslens.indexer.imports.file.Refusal;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The tasks, over a connection. */
final class ImportTasks {
  private static final String COLUMNS =
      "id, source, file_name, file_format, state, accepted, refused, days, refusals, not_used,"
          + " attempts, error, stored_by, stored_at, done_at";

  /** There may be a thousand of each, some 200 kB, and as many tasks in a list. */
  private static final String WITHOUT_REFUSALS = COLUMNS.replace("refusals", "'[]' AS refusals");

  private static final String NOT_DONE = "state <> 'done'";

  private final Connection connection;

  ImportTasks(Connection connection) {
    this.connection = connection;
  }

  /**
   * Keeps a new task.
   *
   * @param spooledAs name of the file that came in
   */
  ImportTask add(
      ImportRequest request,
      String fileName,
      FileContent content,
      List<Day> days,
      String spooledAs,
      LocalDateTime now)
      throws SQLException {
    String sql =
        "INSERT INTO saleslens_imports (source, file_name, file_format, spooled_as, state, accepted,"
            + " refused, days, refusals, not_used, stored_by, stored_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    try (PreparedStatement insert =
        connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
      insert.setString(1, request.source());
      insert.setString(2, fileName);
      insert.setString(3, request.format().name());
      insert.setString(4, spooledAs);
      insert.setString(5, State.STORED.shown());
      insert.setLong(6, content.accepted());
      insert.setLong(7, content.refused());
      insert.setString(8, Json.text(days));
      insert.setString(9, Json.text(content.refusals()));
      insert.setString(10, Json.text(content.notUsed()));
      insert.setString(11, request.by());
      insert.setString(12, SaleInsert.MICROS.format(now));
      insert.executeUpdate();
      try (ResultSet keys = insert.getGeneratedKeys()) {
        keys.next();
        return find(keys.getLong(1)).orElseThrow();
      }
    }
  }

  Optional<ImportTask> find(long id) throws SQLException {
    return query(COLUMNS, "WHERE id = ?", id).stream().findFirst();
  }

  /** The task of a file that came in. */
  Optional<ImportTask> spooledAs(String name) throws SQLException {
    return query(COLUMNS, "WHERE spooled_as = ?", name).stream().findFirst();
  }

  /** The file of a task is archived. */
  void archived(long id) throws SQLException {
    update("UPDATE saleslens_imports SET spooled_as = NULL WHERE id = ?", id);
  }

  /** The newest first, from behind one on. */
  List<ImportTask> newest(
      Optional<State> state, Optional<String> source, Optional<Long> before, int limit)
      throws SQLException {
    List<String> conditions = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    state.ifPresent(
        it -> {
          conditions.add("state = ?");
          values.add(it.shown());
        });
    source.ifPresent(
        it -> {
          conditions.add("source = ?");
          values.add(it);
        });
    before.ifPresent(
        it -> {
          conditions.add("id < ?");
          values.add(it);
        });
    String where = conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions);
    values.add(limit);
    return query(WITHOUT_REFUSALS, where + " ORDER BY id DESC LIMIT ?", values.toArray());
  }

  /** Those that are not done, the oldest first. */
  List<ImportTask> unfinished() throws SQLException {
    return query(WITHOUT_REFUSALS, "WHERE " + NOT_DONE + " ORDER BY id");
  }

  /** How long ago, by the server's clock, the oldest of those that are not done was stored. */
  Duration oldestUnfinished() throws SQLException {
    String sql =
        "SELECT COALESCE(TIMESTAMPDIFF(SECOND, MIN(stored_at), UTC_TIMESTAMP(6)) + 1, 0)"
            + " FROM saleslens_imports WHERE "
            + NOT_DONE;
    try (PreparedStatement query = connection.prepareStatement(sql);
        ResultSet row = query.executeQuery()) {
      row.next();
      return Duration.ofSeconds(Math.max(0, row.getLong(1)));
    }
  }

  void indexing(Collection<ImportTask> tasks) throws SQLException {
    update(
        "UPDATE saleslens_imports SET state = 'indexing', attempts = attempts + 1, error = NULL"
            + " WHERE id IN "
            + in(tasks),
        ids(tasks));
  }

  /** Whether it was one that may be tried again. */
  boolean retry(long id) throws SQLException {
    return update(
            "UPDATE saleslens_imports SET state = 'stored' WHERE id = ? AND state IN ('stored', 'failed')",
            id)
        > 0;
  }

  void done(Collection<ImportTask> tasks) throws SQLException {
    update(
        "UPDATE saleslens_imports SET state = 'done', done_at = UTC_TIMESTAMP(6) WHERE id IN "
            + in(tasks),
        ids(tasks));
  }

  void stored(Collection<ImportTask> tasks) throws SQLException {
    update(
        "UPDATE saleslens_imports SET state = 'stored' WHERE "
            + NOT_DONE
            + " AND id IN "
            + in(tasks),
        ids(tasks));
  }

  void failed(Collection<ImportTask> tasks, String error) throws SQLException {
    List<Object> values = new ArrayList<>(List.of(error));
    values.addAll(List.of(ids(tasks)));
    update(
        "UPDATE saleslens_imports SET state = 'failed', error = ? WHERE "
            + NOT_DONE
            + " AND id IN "
            + in(tasks),
        values.toArray());
  }

  private static String in(Collection<ImportTask> tasks) {
    return "(" + String.join(", ", Collections.nCopies(tasks.size(), "?")) + ")";
  }

  private static Object[] ids(Collection<ImportTask> tasks) {
    return tasks.stream().map(ImportTask::id).toArray();
  }

  private int update(String sql, Object... values) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      bind(update, values);
      return update.executeUpdate();
    }
  }

  private List<ImportTask> query(String columns, String rest, Object... values)
      throws SQLException {
    String sql = "SELECT " + columns + " FROM saleslens_imports " + rest;
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      bind(query, values);
      try (ResultSet row = query.executeQuery()) {
        List<ImportTask> found = new ArrayList<>();
        while (row.next()) {
          found.add(task(row));
        }
        return found;
      }
    }
  }

  private static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  private static ImportTask task(ResultSet row) throws SQLException {
    return new ImportTask(
        row.getLong("id"),
        row.getString("source"),
        row.getString("file_name"),
        FileFormat.valueOf(row.getString("file_format")),
        ImportTask.State.of(row.getString("state")),
        row.getLong("accepted"),
        row.getLong("refused"),
        list(row.getString("days"), new TypeReference<>() {}),
        list(row.getString("refusals"), new TypeReference<List<Refusal>>() {}),
        // those that were stored before it was told have none
        row.getString("not_used") == null
            ? List.of()
            : list(row.getString("not_used"), new TypeReference<List<String>>() {}),
        row.getInt("attempts"),
        Optional.ofNullable(row.getString("error")),
        row.getString("stored_by"),
        instant(row, "stored_at").orElseThrow(),
        instant(row, "done_at"));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, LocalDateTime.class))
        .map(it -> it.toInstant(ZoneOffset.UTC));
  }

  private static <T> List<T> list(String json, TypeReference<List<T>> type) {
    try {
      return Json.mapper().readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
