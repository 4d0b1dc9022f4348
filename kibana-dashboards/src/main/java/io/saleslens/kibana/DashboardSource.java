package io.saleslens.kibana;

import java.util.List;

/**
 * A dashboard as its file has it, without its panels.
 *
 * @param from start of the time range that it opens with, in Kibana's date math
 * @param to end of it
 */
record DashboardSource(
    String title, String description, String from, String to, List<Control> controls) {

  /** A list to choose values of a field from. */
  record Control(String id, String title, String view, String field) {}
}
