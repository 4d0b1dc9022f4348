package io.saleslens.kibana;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A panel as a dashboard's file has it.
 *
 * @param at x, y, width and height on the grid, which is 48 wide
 * @param view the data view that it reads
 * @param search the saved search that it shows, of kind {@code search} alone
 * @param filter KQL for all of it; null for none
 * @param x horizontal axis of a chart; the bars' names of a horizontal one
 * @param split series of a chart, slices of a donut, rows of a heatmap
 * @param rows what a table has a row for
 * @param metrics what is shown of each
 * @param sort of a table; null for none
 * @param drilldown where a click on one of its values leads; null for nowhere
 */
record PanelSource(
    String id,
    String title,
    String description,
    List<Integer> at,
    Kind kind,
    String view,
    String search,
    String filter,
    Breakdown x,
    Breakdown split,
    List<Breakdown> rows,
    List<Metric> metrics,
    Sort sort,
    Drilldown drilldown) {

  enum Kind {
    @JsonProperty("metric")
    METRIC,
    @JsonProperty("line")
    LINE,
    @JsonProperty("bar")
    BAR,
    @JsonProperty("bar_stacked")
    BAR_STACKED,
    @JsonProperty("bar_horizontal")
    BAR_HORIZONTAL,
    @JsonProperty("donut")
    DONUT,
    @JsonProperty("heatmap")
    HEATMAP,
    @JsonProperty("table")
    TABLE,
    @JsonProperty("search")
    SEARCH
  }

  /**
   * What the documents are grouped by: the top values of a field, or intervals of a time.
   *
   * @param top how many values; null for intervals
   * @param order which values come first; null for intervals
   * @param other whether the remaining values are put together as one more
   * @param missing whether what has no value is one more too; only with {@code other}, as in Lens
   * @param every length of an interval, such as {@code 1d}; null for values
   */
  record Breakdown(
      String label,
      String field,
      Integer top,
      Order order,
      boolean other,
      boolean missing,
      String every) {}

  /**
   * @param of an operation, or {@code key} for the values' own order
   * @param field what it is about; null of {@code key} and {@code count}
   */
  record Order(String of, String field) {}

  /**
   * A number for each group.
   *
   * @param of an operation, or {@code formula}
   * @param field what it is about; null of {@code count} and formulas
   * @param formula in Lens's language; money in minor units
   */
  record Metric(
      String label, String of, String field, String formula, NumberFormat format, Color color) {}

  /**
   * @param column label of a row or metric
   * @param direction {@code asc} or {@code desc}
   */
  record Sort(String column, String direction) {}

  /**
   * @param to key of another dashboard
   * @param name what Kibana offers it as
   * @param filters whether the filters that are set come along, besides the value clicked on
   */
  record Drilldown(String to, String name, boolean filters) {}

  enum Color {
    /** For what is out of the ordinary. */
    @JsonProperty("accent")
    ACCENT
  }
}
