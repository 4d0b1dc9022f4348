package io.saleslens.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.Json;
import java.util.Collection;

/** JSON in few words; keys keep their order, so that the same sources give the same bytes. */
final class Nodes {
  private Nodes() {}

  /**
   * @param keysAndValues in turn; a key whose value is null is left out
   */
  static ObjectNode object(Object... keysAndValues) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      if (keysAndValues[i + 1] != null) {
        object.set((String) keysAndValues[i], node(keysAndValues[i + 1]));
      }
    }
    return object;
  }

  static ArrayNode array(Object... values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Object value : values) {
      array.add(node(value));
    }
    return array;
  }

  static ArrayNode array(Collection<?> values) {
    return array(values.toArray());
  }

  /** JSON as text within JSON, as Kibana keeps much of its own. */
  static String text(JsonNode node) {
    return Json.text(node);
  }

  private static JsonNode node(Object value) {
    return value instanceof JsonNode node ? node : Json.mapper().valueToTree(value);
  }
}
