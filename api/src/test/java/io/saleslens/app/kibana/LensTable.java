package io.saleslens.app.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.app.kibana.Layer.Column;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The table that Kibana makes of the answers for a layer. */
final class LensTable {
  private final Layer layer;
  private final LensQuery query;
  private final ZoneId zone;
  private final Function<ObjectNode, JsonNode> elasticsearch;

  /**
   * @param elasticsearch answers a search
   */
  LensTable(
      Layer layer, LensQuery query, ZoneId zone, Function<ObjectNode, JsonNode> elasticsearch) {
    this.layer = layer;
    this.query = query;
    this.zone = zone;
    this.elasticsearch = elasticsearch;
  }

  /**
   * Its rows: what is shown, by label. Days are dates, values of a field are text, numbers are
   * doubles, or null if there is nothing.
   */
  List<Map<String, Object>> rows() {
    return asked().stream().map(this::calculated).toList();
  }

  private List<Map<String, Object>> asked() {
    Map<List<String>, List<Column>> byTime =
        query.metrics().stream()
            .collect(
                Collectors.groupingBy(
                    it -> List.of(it.timeShift(), it.reducedTimeRange()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    if (byTime.size() > 1 && !query.buckets().isEmpty()) {
      throw new IllegalArgumentException("other times in parts of a table are not understood");
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    for (List<Column> metrics : byTime.values()) {
      List<Map<String, Object>> some = rows(metrics);
      if (rows.isEmpty()) {
        rows.addAll(some);
      } else {
        // without groups there is one row
        rows.get(0).putAll(some.get(0));
      }
    }
    return rows;
  }

  private List<Map<String, Object>> rows(List<Column> metrics) {
    List<Map<String, Object>> rows = new ArrayList<>();
    List<Column> buckets = query.buckets();
    JsonNode answer = elasticsearch.apply(query.search(metrics));
    addRows(answer, buckets, metrics, Map.of(), rows);
    boolean hasOther = buckets.stream().anyMatch(it -> it.params().path("otherBucket").asBoolean());
    if (hasOther) {
      if (!buckets.get(0).params().path("otherBucket").asBoolean()) {
        throw new IllegalArgumentException("what is left over in each group is not understood");
      }
      addOther(answer.path("aggregations").path(buckets.get(0).id()), metrics, rows);
    }
    return rows;
  }

  private void addOther(JsonNode top, List<Column> metrics, List<Map<String, Object>> rows) {
    if (top.path("sum_other_doc_count").asLong() == 0) {
      return;
    }
    List<Column> buckets = query.buckets();
    List<String> keys = new ArrayList<>();
    top.path("buckets").forEach(it -> keys.add(it.path("key").asText()));
    addRows(
        elasticsearch.apply(query.searchOther(metrics, keys)),
        buckets.subList(1, buckets.size()),
        metrics,
        Map.of(buckets.get(0).id(), "Other"),
        rows);
  }

  private void addRows(
      JsonNode answer,
      List<Column> buckets,
      List<Column> metrics,
      Map<String, Object> start,
      List<Map<String, Object>> rows) {
    long documents = answer.path("hits").path("total").path("value").asLong();
    addRows(answer.path("aggregations"), documents, buckets, metrics, start, rows);
  }

  private void addRows(
      JsonNode group,
      long documents,
      List<Column> buckets,
      List<Column> metrics,
      Map<String, Object> start,
      List<Map<String, Object>> rows) {
    Map<String, Object> row = new LinkedHashMap<>(start);
    if (buckets.isEmpty()) {
      metrics.forEach(it -> row.put(it.id(), LensQuery.value(it, group, documents)));
      rows.add(row);
      return;
    }
    Column column = buckets.get(0);
    for (JsonNode bucket : group.path(column.id()).path("buckets")) {
      row.put(column.id(), key(column, bucket));
      addRows(
          bucket,
          bucket.path("doc_count").asLong(),
          buckets.subList(1, buckets.size()),
          metrics,
          row,
          rows);
    }
  }

  private Object key(Column column, JsonNode bucket) {
    JsonNode key = bucket.path("key");
    if (column.is("date_histogram")) {
      return Instant.ofEpochMilli(key.asLong()).atZone(zone).toLocalDate();
    }
    return key.asText().equals(LensQuery.MISSING) ? "(missing value)" : key.asText();
  }

  /** With what Kibana calculates, and without the parts. */
  private Map<String, Object> calculated(Map<String, Object> row) {
    Map<String, Column> columns = layer.columns();
    List<String> parts = columns.values().stream().flatMap(it -> it.references().stream()).toList();
    Map<String, Object> shown = new LinkedHashMap<>();
    for (Column column : layer.ordered()) {
      if (!parts.contains(column.id())) {
        shown.put(
            column.label(),
            column.isBucketed() ? row.get(column.id()) : number(column, columns, row));
      }
    }
    return shown;
  }

  private static Double number(
      Column column, Map<String, Column> columns, Map<String, Object> row) {
    return switch (column.operation()) {
      case "formula" -> number(columns.get(column.references().get(0)), columns, row);
      case "math" -> number(column.params().path("tinymathAst"), columns, row);
      default -> (Double) row.get(column.id());
    };
  }

  private static Double number(JsonNode ast, Map<String, Column> columns, Map<String, Object> row) {
    if (ast.isNumber()) {
      return ast.doubleValue();
    }
    if (ast.isTextual()) {
      return number(columns.get(ast.textValue()), columns, row);
    }
    List<Double> arguments = new ArrayList<>();
    ast.path("args").forEach(it -> arguments.add(number(it, columns, row)));
    if (arguments.stream().anyMatch(Objects::isNull)) {
      return null;
    }
    double first = arguments.get(0);
    double result =
        switch (ast.path("name").asText()) {
          case "add" -> first + arguments.get(1);
          case "subtract" -> first - arguments.get(1);
          case "multiply" -> first * arguments.get(1);
          case "divide" -> first / arguments.get(1);
          case "floor" -> Math.floor(first);
          default -> throw new IllegalArgumentException(ast.path("name") + " is not understood");
        };
    // Kibana shows neither
    return Double.isFinite(result) ? result : null;
  }
}
