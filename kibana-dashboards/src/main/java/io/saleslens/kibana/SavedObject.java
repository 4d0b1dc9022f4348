package io.saleslens.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * One of Kibana's saved objects.
 *
 * @param type {@code index-pattern}, {@code search} or {@code dashboard}
 * @param id unique within its type; the same each time for the same index prefix
 * @param title what Kibana's lists call it
 * @param json all of it, as it stands on its line of the NDJSON
 */
public record SavedObject(String type, String id, String title, JsonNode json) {
  /** Those of 8.19. Kibana refuses newer ones than its own, and migrates from older ones. */
  private static final Map<String, String> VERSIONS =
      Map.of("index-pattern", "8.0.0", "search", "8.0.0", "dashboard", "10.2.0");

  static SavedObject of(
      String type, String id, String title, ObjectNode attributes, ArrayNode references) {
    JsonNode json =
        Nodes.object(
            "type",
            type,
            "id",
            id,
            "attributes",
            attributes,
            "references",
            references,
            "coreMigrationVersion",
            "8.8.0",
            "typeMigrationVersion",
            VERSIONS.get(type),
            "managed",
            false);
    return new SavedObject(type, id, title, json);
  }
}
