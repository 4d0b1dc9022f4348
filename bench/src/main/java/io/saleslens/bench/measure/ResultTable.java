package io.saleslens.bench.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A table of results.
 *
 * @param title what it is about
 * @param columns their headings
 * @param rows a cell for each column: a number, a text, or null for none
 * @param notes what is to be known to read it; may be empty
 */
public record ResultTable(
    String title, List<String> columns, List<List<Object>> rows, List<String> notes) {

  /** Begins a table. */
  public static Builder titled(String title, String... columns) {
    return new Builder(title, List.of(columns));
  }

  /**
   * How fast each contender was, and how many times as fast the first one is.
   *
   * @param measured ours first
   * @param notes what is to be known to read it
   */
  public static ResultTable comparing(String title, List<Measured> measured, String... notes) {
    Measured ours = measured.get(0);
    Builder table =
        titled(
            title,
            "Contender",
            ours.unit() + "/s, median",
            "min",
            "max",
            "seconds, median",
            ours.name() + " is … times as fast",
            "min",
            "max");
    for (Measured each : measured) {
      Summary speed = each.perSecond();
      Summary times = ours.timesAsFastAs(each);
      table.row(
          each.name(),
          Math.round(speed.median()),
          Math.round(speed.min()),
          Math.round(speed.max()),
          each.seconds().median(),
          times.median(),
          times.min(),
          times.max());
    }
    Arrays.stream(notes).forEach(table::note);
    return table.build();
  }

  /** Collects rows. */
  public static final class Builder {
    private final String title;
    private final List<String> columns;
    private final List<List<Object>> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Builder(String title, List<String> columns) {
      this.title = title;
      this.columns = columns;
    }

    /** Adds a row. */
    public Builder row(Object... cells) {
      if (cells.length != columns.size()) {
        throw new IllegalArgumentException(
            "%d cells for %d columns".formatted(cells.length, columns.size()));
      }
      List<Object> row = new ArrayList<>(cells.length);
      row.addAll(Arrays.asList(cells));
      rows.add(row);
      return this;
    }

    /** Adds a note. */
    public Builder note(String note) {
      notes.add(note);
      return this;
    }

    /** The table. */
    public ResultTable build() {
      return new ResultTable(title, columns, rows, notes);
    }
  }

  /** The table as Markdown, with a heading. */
  public String markdown() {
    StringBuilder text = new StringBuilder("### " + title + "\n\n");
    text.append(line(columns.stream().map(column -> (Object) column).toList()));
    text.append(line(columns.stream().map(column -> (Object) "---").toList()));
    rows.forEach(row -> text.append(line(row)));
    notes.forEach(note -> text.append('\n').append(note).append('\n'));
    return text.toString();
  }

  private static String line(List<Object> cells) {
    return cells.stream().map(ResultTable::shown).collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String shown(Object cell) {
    if (cell == null) {
      return "";
    }
    if (cell instanceof Double number) {
      return String.format(Locale.ROOT, "%,.2f", number);
    }
    if (cell instanceof Number number) {
      return String.format(Locale.ROOT, "%,d", number.longValue());
    }
    return cell.toString().replace("|", "\\|");
  }

  /**
   * The table for other programs: each row by its columns. Of two columns of one name, the second
   * has a number.
   */
  public Map<String, Object> json() {
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("title", title);
    table.put("rows", rows.stream().map(this::byColumn).toList());
    table.put("notes", notes);
    return table;
  }

  private Map<String, Object> byColumn(List<Object> row) {
    Map<String, Object> cells = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      String column = columns.get(i);
      String key = column;
      for (int n = 2; cells.containsKey(key); n++) {
        key = column + " " + n;
      }
      cells.put(key, row.get(i));
    }
    return cells;
  }
}
