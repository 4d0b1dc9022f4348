package io.saleslens.app.doctor;

import io.saleslens.indexer.mysql.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Whether MySQL's clock agrees with ours. */
final class MysqlClockCheck implements Check {
  private final String name;
  private final Database database;
  private final Clock clock;

  MysqlClockCheck(String name, Database database, Clock clock) {
    this.name = name;
    this.database = database;
    this.clock = clock;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Finding> look() {
    return new Sql(database)
        .connected(
            "its clock",
            connection -> {
              Instant before = clock.instant();
              Instant theirs = database.now(connection);
              Duration took = Duration.between(before, clock.instant());
              return Skew.finding(name, Duration.between(before, theirs), took);
            });
  }
}
