package io.saleslens.app.doctor;

import io.saleslens.indexer.mysql.Database;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the account may do more in MySQL than to read one table. */
final class GrantsCheck implements Check {
  /** Not the rest, which may hold the hash of a password. */
  private static final Pattern GRANT = Pattern.compile("GRANT (.+?) ON (.+?) TO .*");

  private final Database database;

  GrantsCheck(Database database) {
    this.database = database;
  }

  @Override
  public String name() {
    return "mysql account";
  }

  @Override
  public List<Finding> look() {
    return new Sql(database)
        .connected(
            "its grants",
            connection -> List.of(finding(Sql.rows(connection, "SHOW GRANTS FOR CURRENT_USER()"))));
  }

  private Finding finding(List<List<String>> grants) {
    List<String> more =
        grants.stream()
            .map(row -> GRANT.matcher(row.get(0)))
            .filter(Matcher::matches)
            .filter(GrantsCheck::isMore)
            .map(it -> it.group(1).toLowerCase(Locale.ROOT) + " on " + it.group(2))
            .toList();
    return more.isEmpty()
        ? Finding.ok(name(), "may only read")
        : Finding.warn(
            name(),
            "may do more than it needs: " + String.join("; ", more),
            "Use an account with SELECT on the table alone, as docs/mysql-user.sql makes it.");
  }

  private static boolean isMore(Matcher grant) {
    String privileges = grant.group(1).toUpperCase(Locale.ROOT);
    return !privileges.equals("USAGE") && !privileges.equals("SELECT");
  }
}
