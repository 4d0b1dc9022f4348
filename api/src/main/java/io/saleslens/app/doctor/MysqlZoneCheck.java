package io.saleslens.app.doctor;

import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.settings.SourceSettings;
import java.util.List;

/** In which zone MySQL shows times; that it knows ours, if it must, is seen with the table. */
final class MysqlZoneCheck implements Check {
  private final Database database;
  private final SourceSettings source;

  MysqlZoneCheck(Database database, SourceSettings source) {
    this.database = database;
    this.source = source;
  }

  @Override
  public String name() {
    return "mysql zone";
  }

  @Override
  public List<Finding> look() {
    return new Sql(database)
        .connected(
            "its zone",
            connection -> {
              List<String> zones =
                  Sql.rows(
                          connection,
                          "SELECT @@global.time_zone, @@session.time_zone, @@system_time_zone")
                      .get(0);
              return List.of(
                  Finding.ok(
                      name(),
                      "the server's is %s, the session's %s (system: %s); DATETIME columns count as %s, TIMESTAMP columns are shown in it"
                          .formatted(
                              zones.get(0),
                              zones.get(1),
                              zones.get(2),
                              source.sourceZone().getId())));
            });
  }
}
