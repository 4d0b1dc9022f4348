package io.saleslens.app.faults;

import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.TestServers;

/**
 * MySQL's clock, as an account without privileges beyond reading sees it: the server runs a
 * statement at the start of each such session.
 */
final class JumpingClock {
  static final String USER = "reader";
  static final String PASSWORD = "a-reader-of-the-tests";

  private final TestTable admin;

  private JumpingClock(TestTable admin) {
    this.admin = admin;
  }

  /** Makes the account. */
  static JumpingClock of(TestServers servers, TestTable admin) {
    String schema = servers.mysqlUrl().replaceFirst("jdbc:mysql://[^/]+/([^?]+).*", "$1");
    admin.executeAll(
        "CREATE OR REPLACE USER '%s'@'127.0.0.1' IDENTIFIED BY '%s'".formatted(USER, PASSWORD),
        "GRANT SELECT ON %s.* TO '%s'@'127.0.0.1'".formatted(schema, USER));
    return new JumpingClock(admin);
  }

  void jump(int days) {
    admin.execute(
        "SET GLOBAL init_connect = 'SET timestamp = UNIX_TIMESTAMP(SYSDATE(6)) + %d'"
            .formatted(days * 86_400));
  }

  void goBack() {
    admin.execute("SET GLOBAL init_connect = ''");
  }
}
