package io.saleslens.indexer.mysql;

import io.saleslens.indexer.settings.SaleField;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the source table: keyset pages, each streamed row by row, so that memory does not depend on
 * the size of the table or of the page. Uses one connection, which serves nothing else meanwhile.
 */
public final class SaleReader {
  private static final int NO_COLUMN = 0;

  private final Database database;
  private final Connection connection;
  private final SourceTable table;
  private final int pageSize;
  private final int idColumn;

  /** Takes the rows as they are read. */
  @FunctionalInterface
  public interface RowSink {
    /**
     * @param row stands on the row
     * @param position of the row, or null if it has none
     * @throws SQLException if the row cannot be read
     * @throws InterruptedException if the run is to stop
     */
    void row(SaleRow row, Position position) throws SQLException, InterruptedException;
  }

  public SaleReader(Database database, Connection connection, SourceTable table, int pageSize) {
    this.database = database;
    this.connection = connection;
    this.table = table;
    this.pageSize = pageSize;
    this.idColumn = columnOf(SaleField.ID);
  }

  /**
   * Reads all rows, by id, or those of a time, by when they were sold if an index has that order.
   *
   * @param soldAt only rows sold then
   * @param resume the last row that is done with, or empty to begin at the first
   * @throws MysqlException if the server fails
   * @throws InterruptedException if the sink was interrupted
   */
  public void readAll(TimeRange soldAt, Optional<Position> resume, RowSink sink)
      throws InterruptedException {
    read(lanesOfAll(soldAt), soldAt, Optional.empty(), resume, sink);
    if (table.mayLackId()) {
      readWithoutId(sink);
    }
  }

  private List<Lane> lanesOfAll(TimeRange soldAt) {
    boolean bySoldAt = !soldAt.equals(TimeRange.ALL) && isOrderedBySoldAt();
    return bySoldAt ? Lane.BY_SOLD_AT : Lane.BY_ID;
  }

  /**
   * Reads the rows of a time by when they were sold; see {@link #isOrderedBySoldAt}.
   *
   * @param rest whether to read those that say no time, or have no id, as well
   * @param resume the last row that is done with, or empty to begin at the first
   * @throws MysqlException if the server fails
   * @throws InterruptedException if the sink was interrupted
   */
  public void readSold(TimeRange soldAt, boolean rest, Optional<Position> resume, RowSink sink)
      throws InterruptedException {
    List<Lane> lanes = new ArrayList<>(Lane.BY_SOLD_AT);
    if (rest) {
      lanes.add(Lane.NEVER_SOLD);
    }
    read(lanes, soldAt, Optional.empty(), resume, sink);
    if (rest && table.mayLackId()) {
      readWithoutId(sink);
    }
  }

  /**
   * Reads the rows that changed at a time or later.
   *
   * @param since included
   * @param resume the last row that is done with, or empty to begin at {@code since}
   * @throws MysqlException if the server fails
   * @throws InterruptedException if the sink was interrupted
   */
  public void readChanged(Since since, Optional<Position> resume, RowSink sink)
      throws InterruptedException {
    read(Lane.byChange(table), TimeRange.ALL, Optional.of(since), resume, sink);
    if (table.mayLackId()) {
      readWithoutId(sink);
    }
  }

  /**
   * Reads the rows with some ids, in no order; an id that no row can have is passed over.
   *
   * @param ids some thousands at most: they become one query
   * @throws MysqlException if the server fails
   * @throws InterruptedException if the sink was interrupted
   */
  public void readIds(Collection<String> ids, RowSink sink) throws InterruptedException {
    Optional<Conditions> any = table.ids().oneOf(ids);
    if (any.isEmpty()) {
      return;
    }
    Conditions conditions = any.get();
    String sql =
        "SELECT %s FROM %s%s".formatted(table.selectList(), table.quotedName(), conditions.sql());
    try (PreparedStatement statement = streaming(sql)) {
      conditions.bind(statement);
      OncePerId once = new OncePerId(table);
      handOver(
          statement,
          (row, position) -> {
            once.require(row.text(idColumn));
            sink.row(row, position);
          });
    } catch (SQLException e) {
      throw database.failure("rows of " + table.name() + " by id", e);
    }
  }

  private void read(
      List<Lane> lanes,
      TimeRange soldAt,
      Optional<Since> since,
      Optional<Position> resume,
      RowSink sink)
      throws InterruptedException {
    for (int lane = resume.map(Position::lane).orElse(0); lane < lanes.size(); lane++) {
      int current = lane;
      Position from =
          resume
              .filter(position -> position.lane() == current)
              .orElseGet(() -> beginning(current, lanes.get(current), since));
      readLane(lanes.get(lane), soldAt, from, sink);
    }
  }

  private Position beginning(int number, Lane lane, Optional<Since> since) {
    LocalDateTime key =
        since.flatMap(it -> lane.key().map(column -> it.in(table, column))).orElse(null);
    return new Position(number, key, null);
  }

  private void readLane(Lane lane, TimeRange soldAt, Position from, RowSink sink)
      throws InterruptedException {
    Position position = from;
    // where a page begins with the row before it, there must be room for another
    int least = table.hasUniqueIds() ? pageSize : Math.max(2, pageSize);
    if (isToBeChecked(lane)) {
      least = Math.min(least, OncePerId.MOST_IDS);
    }
    int limit = least;
    Page page;
    boolean full;
    Forward forward = new Forward(table, from);
    do {
      page = readPage(lane, soldAt, position, limit, forward, sink);
      full = page.rows() == limit;
      // no row had a place to go on from; a longer page comes to one that has
      limit = page.last().equals(position) ? 2 * limit : least;
      position = page.last();
    } while (full);
  }

  /** By id, rows that share one are neighbours; elsewhere nothing but the server can tell. */
  private boolean isToBeChecked(Lane lane) {
    return !table.hasUniqueIds() && lane.key().isPresent();
  }

  private void requireIdsOfOneRow(PageQuery page) throws InterruptedException {
    try {
      OncePerId.requireOf(page, connection, table);
    } catch (SQLException e) {
      throw database.failure("ids of " + table.name(), e);
    }
  }

  private record Page(int rows, Position last) {}

  private Page readPage(
      Lane lane, TimeRange soldAt, Position after, int limit, Forward forward, RowSink sink)
      throws InterruptedException {
    if (isToBeChecked(lane)) {
      requireIdsOfOneRow(PageQuery.ids(table, lane, soldAt, after, limit));
    }
    PageQuery query = PageQuery.of(table, lane, soldAt, after, limit);
    int keyColumn = lane.key().map(this::columnOf).orElse(NO_COLUMN);
    try (PreparedStatement statement = streaming(query.sql())) {
      query.conditions().bind(statement);
      try (ResultSet columns = statement.executeQuery()) {
        SaleRow row = new SaleRow(columns);
        int rows = 0;
        Position position = after;
        while (row.next()) {
          Optional<Position> here = positionOf(row, keyColumn, after.lane());
          rows++;
          if (rows == 1 && !table.hasUniqueIds() && here.equals(Optional.of(after))) {
            continue; // the last of the page before
          }
          position = here.orElse(position);
          here.ifPresent(forward::requireMove);
          sink.row(row, here.orElse(null));
        }
        if (!position.equals(after)) {
          forward.endPage(position);
        }
        return new Page(rows, position);
      }
    } catch (SQLException e) {
      throw database.failure("rows of " + table.name(), e);
    }
  }

  /** Empty for a row whose key is no date, such as May 0th; the sink will say so. */
  private Optional<Position> positionOf(SaleRow row, int keyColumn, int lane) throws SQLException {
    String id = row.text(idColumn);
    if (keyColumn == NO_COLUMN) {
      return Optional.of(new Position(lane, null, id));
    }
    try {
      LocalDateTime key = row.columns().getObject(keyColumn, LocalDateTime.class);
      return Optional.ofNullable(key).map(it -> new Position(lane, it, id));
    } catch (SQLException e) {
      if (Database.isConnectionLost(e)) {
        throw e;
      }
      return Optional.empty();
    } catch (DateTimeException e) {
      // what the driver throws for some of them
      return Optional.empty();
    }
  }

  /** Where a row has a field, counted from 1. */
  private int columnOf(SaleField field) {
    return table.fields().indexOf(field) + 1;
  }

  /** Rows without an id have no place in any order; there should be none. */
  private void readWithoutId(RowSink sink) throws InterruptedException {
    String sql =
        "SELECT %s FROM %s WHERE %s"
            .formatted(table.selectList(), table.quotedName(), table.ids().missing());
    try (PreparedStatement statement = streaming(sql)) {
      handOver(statement, sink);
    } catch (SQLException e) {
      throw database.failure("rows of " + table.name() + " without id", e);
    }
  }

  private static void handOver(PreparedStatement statement, RowSink sink)
      throws SQLException, InterruptedException {
    try (ResultSet columns = statement.executeQuery()) {
      SaleRow row = new SaleRow(columns);
      while (row.next()) {
        sink.row(row, null);
      }
    }
  }

  /** The driver's way to say: hand the rows over one by one instead of gathering them. */
  private PreparedStatement streaming(String sql) throws SQLException {
    PreparedStatement statement =
        connection.prepareStatement(sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
    statement.setFetchSize(Integer.MIN_VALUE);
    return statement;
  }

  /**
   * Number of rows, for showing progress.
   *
   * @throws MysqlException if the server fails
   */
  public long count(TimeRange soldAt) {
    Conditions conditions = new Conditions();
    conditions.addSoldAt(table, soldAt);
    return count(conditions);
  }

  /**
   * Number of rows that {@link #readAll} hands over, for showing progress.
   *
   * @param resume the last row that is done with, or empty to begin at the first
   * @throws MysqlException if the server fails
   */
  public long count(TimeRange soldAt, Optional<Position> resume) {
    return resume
        .map(it -> count(PageQuery.behind(table, lanesOfAll(soldAt).get(0), soldAt, it)))
        .orElseGet(() -> count(soldAt));
  }

  private long count(Conditions conditions) {
    String sql = "SELECT COUNT(*) FROM " + table.quotedName() + conditions.sql();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      conditions.bind(statement);
      try (ResultSet answer = statement.executeQuery()) {
        answer.next();
        return answer.getLong(1);
      }
    } catch (SQLException e) {
      throw database.failure("number of rows of " + table.name(), e);
    }
  }

  /**
   * Number of rows on each day of the source zone, as {@code sold_at} has it; what is no day is
   * left out.
   *
   * @throws MysqlException if the server fails
   */
  public SortedMap<LocalDate, Long> countByDay(TimeRange soldAt) {
    Conditions conditions = new Conditions();
    conditions.addSoldAt(table, soldAt);
    String sql =
        "SELECT CAST(DATE(%s) AS CHAR) AS day, COUNT(*) FROM %s%s GROUP BY day"
            .formatted(table.quotedColumn(SaleField.SOLD_AT), table.quotedName(), conditions.sql());
    SortedMap<LocalDate, Long> days = new TreeMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      conditions.bind(statement);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          long rows = row.getLong(2);
          day(row.getString(1)).ifPresent(day -> days.put(day, rows));
        }
      }
      return days;
    } catch (SQLException e) {
      throw database.failure("number of rows of each day of " + table.name(), e);
    }
  }

  /** Empty for NULL and for days such as May 0th. */
  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.ofNullable(text).map(LocalDate::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether pages can follow {@code sold_at}: it has an index, and its order is that of the local
   * times that we read. A TIMESTAMP shows an hour twice when clocks go back, and what is text sorts
   * as such.
   *
   * @throws MysqlException if the server fails
   */
  public boolean isOrderedBySoldAt() {
    if (!table.isDateTime(SaleField.SOLD_AT)) {
      return false;
    }
    String sql =
        "SHOW INDEX FROM %s WHERE Seq_in_index = 1 AND Column_name = ?"
            .formatted(table.quotedName());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, table.column(SaleField.SOLD_AT));
      try (ResultSet index = statement.executeQuery()) {
        return index.next();
      }
    } catch (SQLException e) {
      throw database.failure("the indexes of " + table.name(), e);
    }
  }
}
