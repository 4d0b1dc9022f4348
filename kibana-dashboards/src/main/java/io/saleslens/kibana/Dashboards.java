package io.saleslens.kibana;

import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.settings.SettingsException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** The data views, the saved search and the dashboards, as Kibana 8.19 and 9 import them. */
public final class Dashboards {
  private Dashboards() {}

  /**
   * All objects, each after those that it refers to, but for dashboards that lead to each other.
   *
   * @throws SettingsException if Kibana knows no name for the zone
   */
  public static List<SavedObject> objects(DashboardParameters parameters) {
    return objects(Sources.ours(), parameters);
  }

  /** The same as UTF-8 NDJSON, one object a line; the same bytes for the same parameters. */
  public static byte[] ndjson(DashboardParameters parameters) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (SavedObject object : objects(parameters)) {
      lines.writeBytes(Json.bytes(object.json()));
      lines.write('\n');
    }
    return lines.toByteArray();
  }

  static List<SavedObject> objects(Sources sources, DashboardParameters parameters) {
    Ids ids = new Ids(parameters);
    Units units = new Units(parameters);
    DataViews views = new DataViews(ids, units);
    Searches searches = new Searches(sources, ids);
    List<SavedObject> objects = new ArrayList<>();
    sources.views().forEach((key, source) -> objects.add(views.build(key, source)));
    sources.searches().forEach((key, source) -> objects.add(searches.build(key, source)));
    sources
        .dashboards()
        .forEach(
            (key, source) ->
                objects.add(new DashboardBuilder(sources, ids, units, source).build(key)));
    return objects;
  }
}
