package io.saleslens.indexer.mysql;

import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;

/** Which of MySQL's and MariaDB's errors may be gone when the same is asked again. */
final class TemporaryFailures {
  private static final Set<Integer> CODES =
      Set.of(
          1040, // too many connections
          1047, // a node of a cluster is not ready
          1053, // server shutdown in progress
          1203, // too many connections of this user
          1205, // lock wait timeout
          1213, // deadlock
          1317, // query interrupted, as by a failover
          1927, // connection was killed
          4031); // disconnected because of inactivity

  private TemporaryFailures() {}

  /** A certificate that is not trusted will not be so the next time either. */
  static boolean has(SQLException e) {
    return (CODES.contains(e.getErrorCode()) || Database.isConnectionLost(e))
        && Stream.iterate((Throwable) e, cause -> cause != null, Throwable::getCause)
            .noneMatch(GeneralSecurityException.class::isInstance);
  }
}
