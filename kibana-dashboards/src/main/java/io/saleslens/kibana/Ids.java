package io.saleslens.kibana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.IndexNames;
import java.util.Map;
import java.util.function.Function;

/** What an installation's saved objects and indices are called. */
final class Ids {
  private static final Map<String, Function<IndexNames, String>> INDICES =
      Map.of(
          "sales", IndexNames::sales,
          "daily", IndexNames::daily,
          "weekly", IndexNames::weekly,
          "frauds", IndexNames::frauds,
          "days", IndexNames::days,
          "rejects", IndexNames::rejects,
          "job_runs", IndexNames::jobRuns);

  private final DashboardParameters parameters;
  private final IndexNames names;

  Ids(DashboardParameters parameters) {
    this.parameters = parameters;
    this.names = new IndexNames(parameters.indexPrefix());
  }

  /** The alias that stands behind a key of {@code data-views.yaml}. */
  String index(String key, Place place) {
    Function<IndexNames, String> index = INDICES.get(key);
    if (index == null) {
      throw place.fault("there is no index '%s', only %s.", key, INDICES.keySet());
    }
    return index.apply(names);
  }

  String view(String key) {
    return id(key + "-data");
  }

  String search(String key) {
    return id(key + "-list");
  }

  String dashboard(String key) {
    return id(key);
  }

  private String id(String name) {
    return parameters.isDefaultPrefix()
        ? "saleslens-" + name
        : "saleslens-" + parameters.indexPrefix() + "-" + name;
  }

  /** With the prefix, if it is not the default one: two installations can share a space. */
  String title(String title) {
    return parameters.isDefaultPrefix() ? title : title + " (" + parameters.indexPrefix() + ")";
  }

  /** How an object says that it needs a data view. */
  ObjectNode viewReference(String key, String name) {
    return Nodes.object("id", view(key), "name", name, "type", "index-pattern");
  }
}
