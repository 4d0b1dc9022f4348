package io.saleslens.indexer;

import io.saleslens.indexer.SalesCheckReport.Day;
import io.saleslens.indexer.SalesCheckReport.Example;
import io.saleslens.indexer.SalesCheckReport.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Gathers what was found on a day. */
final class DayFindings {
  private static final int EXAMPLES_OF_A_KIND = 5;

  private final DayTally source;
  private final DayTally index;
  private final Map<Kind, Long> numbers = new EnumMap<>(Kind.class);
  private final List<Example> examples = new ArrayList<>();

  DayFindings(DayTally source, DayTally index) {
    this.source = source;
    this.index = index;
  }

  void add(Kind kind, String id) {
    if (numbers.merge(kind, 1L, Long::sum) <= EXAMPLES_OF_A_KIND) {
      examples.add(new Example(kind, id));
    }
  }

  boolean isEmpty() {
    return numbers.isEmpty();
  }

  private long number(Kind kind) {
    return numbers.getOrDefault(kind, 0L);
  }

  Day report(LocalDate date) {
    return new Day(
        date,
        source.side(),
        index.side(),
        number(Kind.MISSING),
        number(Kind.DIFFERENT),
        number(Kind.SURPLUS),
        number(Kind.PENDING),
        examples);
  }
}
