package io.saleslens.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Json;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;

/** The data views, the saved search and the dashboards, as Kibana imports them. */
public final class Dashboards {
  private Dashboards() {}

  /** All objects, each after those it refers to, but for dashboards that refer to each other. */
  public static List<SavedObject> objects(DashboardParameters parameters) {
    IndexNames names = new IndexNames(parameters.indexPrefix());
    JsonNode view =
        Json.mapper()
            .valueToTree(
                Map.of(
                    "type",
                    "index-pattern",
                    "id",
                    "saleslens-sales",
                    "attributes",
                    Map.of("title", names.sales(), "timeFieldName", "business_date")));
    return List.of(new SavedObject("index-pattern", "saleslens-sales", "Sales", view));
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
}
