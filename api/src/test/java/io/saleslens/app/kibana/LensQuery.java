package io.saleslens.app.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.app.kibana.Layer.Column;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Lens asks Elasticsearch for a layer: as many searches as there are shifted or shortened
 * times in it, and one more for what the top values leave over. Refuses what our panels do not do.
 */
final class LensQuery {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String METRIC = "metric";

  /** Key of the documents without a value. */
  static final String MISSING = "__missing__";

  /** By which Kibana makes the top values of accuracy mode more exact. */
  private static final int ACCURATE = 1000;

  /** What Kibana asks each shard for if it wants ten values or fewer. */
  private static final int FEW = 25;

  private final Layer layer;
  private final String timeField;
  private final Dashboard dashboard;

  /**
   * What a dashboard sets for all its panels.
   *
   * @param range of time
   * @param selected value by field, chosen in the controls
   */
  record Dashboard(TimeRange range, Map<String, String> selected) {}

  /**
   * @param timeField of the data view
   */
  LensQuery(Layer layer, String timeField, Dashboard dashboard) {
    this.layer = layer;
    this.timeField = timeField;
    this.dashboard = dashboard;
  }

  List<Column> buckets() {
    return layer.ordered().stream().filter(Column::isBucketed).toList();
  }

  /** Those that Elasticsearch computes. */
  List<Column> metrics() {
    return layer.ordered().stream().filter(it -> !it.isBucketed() && !it.isCalculated()).toList();
  }

  /** Asks for these metrics, which are all of one time. */
  ObjectNode search(Collection<Column> metrics) {
    Column one = metrics.stream().findFirst().orElseThrow();
    return search(metrics, buckets(), one, Optional.empty());
  }

  /** Asks for what is left over of the first column's values; without that column. */
  ObjectNode searchOther(Collection<Column> metrics, List<String> top) {
    List<Column> buckets = buckets();
    Column one = metrics.stream().findFirst().orElseThrow();
    Column column = buckets.get(0);
    ObjectNode rest = JSON.objectNode();
    ObjectNode bool = rest.putObject("bool");
    if (!column.params().path("missingBucket").asBoolean() || top.contains(MISSING)) {
      bool.putArray("filter").addObject().putObject("exists").put("field", column.field());
    }
    ArrayNode not = bool.putArray("must_not");
    top.stream()
        .filter(it -> !it.equals(MISSING))
        .forEach(it -> not.addObject().putObject("match_phrase").put(column.field(), it));
    return search(metrics, buckets.subList(1, buckets.size()), one, Optional.of(rest));
  }

  private ObjectNode search(
      Collection<Column> metrics, List<Column> buckets, Column one, Optional<ObjectNode> rest) {
    ObjectNode search = JSON.objectNode();
    search.put("size", 0).put("track_total_hits", true);
    ArrayNode filter = search.putObject("query").putObject("bool").putArray("filter");
    TimeRange range = dashboard.range().shifted(one.timeShift()).reduced(one.reducedTimeRange());
    addRange(filter, range);
    filter.add(Kql.query(layer.panel().state().path("query").path("query").asText()));
    if (!layer.json().path("ignoreGlobalFilters").asBoolean()) {
      addSelected(filter, dashboard.selected());
    }
    rest.ifPresent(filter::add);
    search.set("aggs", aggregations(buckets, metrics));
    return search;
  }

  /** By the fields of the layer's histograms; else by the time field. */
  private void addRange(ArrayNode filter, TimeRange range) {
    List<String> histograms =
        buckets().stream()
            .filter(it -> it.is("date_histogram"))
            .map(Column::field)
            .distinct()
            .toList();
    for (String field : histograms.isEmpty() ? List.of(timeField) : histograms) {
      addRange(filter, field, range);
    }
  }

  static void addRange(ArrayNode filter, String field, TimeRange range) {
    filter
        .addObject()
        .putObject("range")
        .putObject(field)
        .put("gte", range.from().toInstant().toString())
        .put("lte", range.to().toInstant().toString())
        .put("format", "strict_date_optional_time");
  }

  static void addSelected(ArrayNode filter, Map<String, String> selected) {
    selected.forEach(
        (field, value) -> filter.addObject().putObject("match_phrase").put(field, value));
  }

  private ObjectNode aggregations(List<Column> buckets, Collection<Column> metrics) {
    ObjectNode aggregations = JSON.objectNode();
    if (buckets.isEmpty()) {
      metrics.stream()
          .filter(it -> !it.is("count") || !it.filter().isEmpty())
          .forEach(it -> aggregations.set(it.id(), filtered(it)));
      return aggregations;
    }
    Column bucket = buckets.get(0);
    ObjectNode inside = aggregations(buckets.subList(1, buckets.size()), metrics);
    ObjectNode aggregation = aggregations.putObject(bucket.id());
    if (bucket.is("terms")) {
      aggregation.set("terms", terms(bucket, inside));
    } else if (bucket.is("date_histogram")) {
      aggregation.set("date_histogram", dateHistogram(bucket));
    } else {
      throw new IllegalArgumentException(bucket.operation() + " is not understood");
    }
    aggregation.set("aggs", inside);
    return aggregations;
  }

  private ObjectNode dateHistogram(Column column) {
    JsonNode params = column.params();
    if (params.path("includeEmptyRows").asBoolean() || params.path("dropPartials").asBoolean()) {
      throw new IllegalArgumentException("empty rows and dropped ones are not understood");
    }
    String interval = params.path("interval").asText();
    return JSON.objectNode()
        .put("field", column.field())
        .put(
            interval.startsWith("1") && !interval.matches("1\\d.*")
                ? "calendar_interval"
                : "fixed_interval",
            interval)
        .put("time_zone", dashboard.range().zone().getId())
        .put("min_doc_count", 1);
  }

  /**
   * @param inside the aggregations below, to which the one to order by is added
   */
  private ObjectNode terms(Column column, ObjectNode inside) {
    JsonNode params = column.params();
    int size = params.path("size").asInt();
    ObjectNode terms = JSON.objectNode().put("field", column.field()).put("size", size);
    if (params.path("accuracyMode").asBoolean()) {
      terms.put("shard_size", Math.max(ACCURATE, size * 3 / 2 + 10));
    } else if (size <= 10) {
      terms.put("shard_size", FEW);
    }
    // as Lens: only beside what is left over
    if (params.path("otherBucket").asBoolean() && params.path("missingBucket").asBoolean()) {
      terms.put("missing", MISSING);
    }
    JsonNode orderBy = params.path("orderBy");
    String order =
        switch (orderBy.path("type").asText()) {
          case "alphabetical" -> "_key";
          case "column" -> order(layer.columns().get(orderBy.path("columnId").asText()), inside);
          case "custom" ->
              order(new Column(column.id() + "-orderAgg", params.path("orderAgg")), inside);
          default -> throw new IllegalArgumentException(orderBy + " is not understood");
        };
    terms.putObject("order").put(order, params.path("orderDirection").asText());
    return terms;
  }

  private static String order(Column by, ObjectNode inside) {
    if (by.is("count") && by.filter().isEmpty()) {
      return "_count";
    }
    inside.set(by.id(), filtered(by));
    return by.filter().isEmpty() ? by.id() : by.id() + ">" + (by.is("count") ? "_count" : METRIC);
  }

  private static ObjectNode filtered(Column column) {
    if (column.filter().isEmpty()) {
      return metric(column);
    }
    ObjectNode wrapped = JSON.objectNode();
    wrapped.set("filter", Kql.query(column.filter()));
    if (!column.is("count")) {
      wrapped.putObject("aggs").set(METRIC, metric(column));
    }
    return wrapped;
  }

  private static ObjectNode metric(Column column) {
    ObjectNode aggregation = JSON.objectNode();
    String name =
        switch (column.operation()) {
          case "sum", "min", "max" -> column.operation();
          case "average" -> "avg";
          case "unique_count" -> "cardinality";
          default -> throw new IllegalArgumentException(column.operation() + " is not understood");
        };
    aggregation.putObject(name).put("field", column.field());
    return aggregation;
  }

  /**
   * A metric of a bucket, as Kibana reads it; null if there is nothing.
   *
   * @param documents how many are in the bucket
   */
  static Double value(Column metric, JsonNode bucket, long documents) {
    JsonNode own = bucket.path(metric.id());
    JsonNode value;
    if (metric.is("count")) {
      value = metric.filter().isEmpty() ? JSON.numberNode(documents) : own.path("doc_count");
    } else {
      value = (metric.filter().isEmpty() ? own : own.path(METRIC)).path("value");
    }
    boolean emptyAsNull = metric.params().path("emptyAsNull").asBoolean();
    return !value.isNumber() || emptyAsNull && value.doubleValue() == 0
        ? null
        : value.doubleValue();
  }
}
