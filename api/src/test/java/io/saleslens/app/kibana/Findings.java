package io.saleslens.app.kibana;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is wrong, a line each: where, and what. */
final class Findings {
  private final List<String> lines = new ArrayList<>();

  void add(String where, String what, Object... arguments) {
    lines.add(where + ": " + String.format(Locale.ROOT, what, arguments));
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
