package io.saleslens.kibana;

import static io.saleslens.kibana.NdjsonTest.DEFAULTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A slip in a source is refused with its place, before Kibana would show an empty panel. */
class SourcesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          sales.yaml    | kind: donut              | kindd: donut              | panel card-companies: unknown key 'kindd'; there are [at, description, drilldown,
          sales.yaml    | kind: donut              | kind: pie                 | panel card-companies: kind: Cannot deserialize value
          sales.yaml    | top: 5, field            | topp: 5, field            | panel daily-aov: unknown key 'split.topp'; there are [every, field,
          sales.yaml    | from: now-30d/d          | form: now-30d/d           | head: unknown key 'form'
          sales.yaml    | id: hours                | id: stores                | panel stores: there is another panel of this id.
          sales.yaml    | at: [0, 30, 48, 12]      | at: [1, 30, 48, 12]       | panel hours: at needs x, y, width and height on a grid 48 wide, is [1, 30, 48, 12].
          sales.yaml    | view: weekly             | view: monthly             | panel weekly-aov: there is no data view 'monthly', only [sales, daily,
          sales.yaml    | field: as_of}            | field: as_off}            | panel weekly-aov: the data view of weekly AOV has no field 'as_off', only [as_of,
          sales.yaml    | field: as_of}            | field: store_id}          | panel weekly-aov: field 'store_id' is a string, but a date is needed.
          sales.yaml    | sum, field: num_sale     | sum, field: store_id      | panel stores: field 'store_id' is a string, but a number is needed.
          sales.yaml    | sum, field: num_sale     | total, field: num_sale    | panel stores: there is no operation 'total', only [count, sum,
          sales.yaml    | field: num_sale, format: count | field: num_sale, format: money | panel stores: 'sum' of num_sale must not be shown as money.
          sales.yaml    | field: total_sale, format: money | field: total_sale, format: count | panel daily-revenue: 'sum' of total_sale must be shown as money.
          sales.yaml    | {column: Revenue,        | {column: Turnover,        | panel stores: sort needs one of the columns [Store, Revenue, Sales, Customers, AOV], and asc or desc;
          sales.yaml    | {to: suspects, name      | {to: frauds, name         | panel top-stores: there is no dashboard 'frauds', only [sales, suspects, operations].
          suspects.yaml | filter: "is_canceled: false" | filter: "canceled: false" | panel at-risk: the data view of suspect sales has no field 'canceled'
          suspects.yaml | count(kql='rule: *')     | count(kql='rules: *')     | panel rate: the data view of sales and suspect sales has no field 'rules'
          suspects.yaml | count(kql='rule: *') /   | count(kql='rule: *') %    | panel rate: formula 'count(kql='rule: *') % count(kql='not rule: *')' needs an operator at character 22.
          suspects.yaml | kql='rule: *'            | kpl='rule: *'             | there is no argument 'kpl'.
          suspects.yaml | search: suspects         | search: all               | panel list: there is no saved search 'all', only [suspects].
          suspects.yaml | format: count, color: accent | format: counts         | panel by-store: metrics.0.format: Cannot deserialize value
          operations.yaml | split: {label: Job,    | rows: [] # {label: Job,   | panel durations: a line needs no rows.
          """)
  void aSlipIsNamedWithFileAndPanel(String file, String right, String wrong, String message) {
    assertThatThrownBy(() -> Dashboards.objects(sources(file, right, wrong), DEFAULTS))
        .isInstanceOf(SourceException.class)
        .hasMessageStartingWith(file + ", ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          indices: [weekly] | indices: [monthly] | weekly: there is no index 'monthly', only
          time: as_of       | time: store_id     | weekly: field 'store_id' is a string, but a date is needed.
          format: ratio     | format: rational   | suspects: fields.aov_ratio.format: Cannot deserialize value
          """)
  void aSlipInADataViewIsNamed(String right, String wrong, String message) {
    assertThatThrownBy(() -> Dashboards.objects(sources("data-views.yaml", right, wrong), DEFAULTS))
        .isInstanceOf(SourceException.class)
        .hasMessageStartingWith("data-views.yaml, ")
        .hasMessageContaining(message);
  }

  /** Ours, but for one text in one file, which is replaced where it stands first. */
  private static Sources sources(String file, String right, String wrong) throws IOException {
    Map<String, SourceFile> files = new LinkedHashMap<>();
    for (String name : new String[] {"data-views", "searches", "sales", "suspects", "operations"}) {
      String source = name + ".yaml";
      String text = text(source);
      if (source.equals(file)) {
        assertThat(text).contains(right);
        int at = text.indexOf(right);
        text = text.substring(0, at) + wrong + text.substring(at + right.length());
      }
      files.put(name, new SourceFile(source, text));
    }
    return Sources.of(files.remove("data-views"), files.remove("searches"), files);
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = SourceFile.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
