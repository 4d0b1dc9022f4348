package io.saleslens.app.doctor;

import java.sql.SQLException;
import java.util.List;

/** Looks at one thing. Changes nothing anywhere. */
interface Check {
  /** What is looked at, in a word or two. */
  String name();

  /**
   * Looks now. May take long: the caller waits no longer than it wants to. What it throws is a
   * finding, too.
   */
  List<Finding> look() throws SQLException;
}
