package io.saleslens.indexer;

import io.saleslens.indexer.SalesCheckReport.Day;
import io.saleslens.indexer.SalesCheckReport.Example;
import io.saleslens.indexer.SalesCheckReport.Kind;
import io.saleslens.indexer.SalesCheckReport.Sum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Shows a check's report as text: a line for each day and state, numbers to the right. */
final class SalesCheckTable {
  private static final String[] HEADER = {
    "Day",
    "State",
    "MySQL",
    "amount",
    "Index",
    "amount",
    "Missing",
    "Different",
    "Surplus",
    "Pending",
    "Such as"
  };

  /** From here to the last but one, columns hold numbers. */
  private static final int FIRST_NUMBER = 2;

  private SalesCheckTable() {}

  static String of(SalesCheckReport report) {
    List<String> lines = new ArrayList<>();
    if (!report.days().isEmpty()) {
      lines.addAll(table(report.days()));
      lines.add("");
    }
    report.flaws().forEach(it -> lines.add(it + "."));
    lines.add(summary(report));
    return String.join("\n", lines);
  }

  private static String summary(SalesCheckReport report) {
    long bad = report.days().stream().filter(day -> !day.isClean()).count();
    long pending = report.days().stream().mapToLong(Day::pending).sum();
    String compared =
        text("%,d sales in MySQL, %,d in the index.", report.rowsRead(), report.documents());
    String verdict =
        bad == 0
            ? text(
                report.flaws().isEmpty()
                    ? "All %,d days agree: %s"
                    : "By days all %,d agree, but the index as a whole does not: %s",
                report.daysChecked(),
                compared)
            : text("%,d of %,d days differ: %s", bad, report.daysChecked(), compared);
    if (pending > 0) {
      verdict += text(" %,d changed since the last sync; the next one brings them.", pending);
    }
    if (report.rejected() > 0) {
      verdict += text(" %,d rows are no sales and stay out.", report.rejected());
    }
    return verdict + report.uncounted().text().map(it -> " In MySQL " + it + ".").orElse("");
  }

  private static List<String> table(List<Day> days) {
    List<String[]> cells = new ArrayList<>();
    cells.add(HEADER);
    days.forEach(day -> addLines(cells, day));
    int[] widths =
        IntStream.range(0, HEADER.length)
            .map(column -> cells.stream().mapToInt(it -> it[column].length()).max().orElse(0))
            .toArray();
    return cells.stream().map(line -> line(line, widths)).toList();
  }

  /** A line for each state that has sales; what is wrong with the day stands in the first. */
  private static void addLines(List<String[]> cells, Day day) {
    List<String[]> states = new ArrayList<>();
    addState(states, "counted", day.source().counted(), day.index().counted());
    addState(states, "canceled", day.source().canceled(), day.index().canceled());
    addState(states, "other", day.source().other(), day.index().other());
    String[] first = states.get(0);
    first[0] = day.date().toString();
    first[6] = number(day.missing());
    first[7] = number(day.different());
    first[8] = number(day.surplus());
    first[9] = number(day.pending());
    first[10] = examples(day);
    cells.addAll(states);
  }

  private static void addState(List<String[]> states, String name, Sum source, Sum index) {
    if (states.isEmpty() || source.number() + index.number() > 0) {
      String[] cells = new String[HEADER.length];
      Arrays.fill(cells, "");
      cells[1] = name;
      cells[2] = number(source.number());
      cells[3] = number(source.amount());
      cells[4] = number(index.number());
      cells[5] = number(index.amount());
      states.add(cells);
    }
  }

  private static String examples(Day day) {
    return Arrays.stream(Kind.values())
        .map(kind -> day.examples().stream().filter(it -> it.kind() == kind).findFirst())
        .flatMap(example -> example.map(SalesCheckTable::example).stream())
        .collect(Collectors.joining(", "));
  }

  private static String example(Example example) {
    return example.kind().name().toLowerCase(Locale.ROOT) + " " + example.id();
  }

  private static String line(String[] cells, int[] widths) {
    String line =
        IntStream.range(0, cells.length)
            .mapToObj(column -> padded(column, cells[column], widths[column]))
            .collect(Collectors.joining("  "));
    return line.stripTrailing();
  }

  private static String padded(int column, String cell, int width) {
    String blanks = " ".repeat(width - cell.length());
    boolean number = column >= FIRST_NUMBER && column < HEADER.length - 1;
    return number ? blanks + cell : cell + blanks;
  }

  private static String number(Object number) {
    return text("%,d", number);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
