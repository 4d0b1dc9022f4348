package io.saleslens.kibana.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.kibana.SavedObject;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives objects ids of their space. Kibana's ids are unique over all its spaces: of an object that
 * is in another one already it would make a copy with an id made up, which no later import finds.
 */
final class SpaceIds {
  private final String suffix;
  private final Set<ObjectKey> ours;

  private SpaceIds(String space, List<SavedObject> objects) {
    this.suffix = "-" + space;
    this.ours = objects.stream().map(ObjectKey::of).collect(Collectors.toSet());
  }

  /** The objects as they are to be in a space; the default one has the ids as they are. */
  static List<SavedObject> of(String space, List<SavedObject> objects) {
    if (space.equals(KibanaSettings.DEFAULT_SPACE)) {
      return objects;
    }
    SpaceIds ids = new SpaceIds(space, objects);
    return objects.stream().map(ids::moved).toList();
  }

  private SavedObject moved(SavedObject object) {
    return new SavedObject(
        object.type(), object.id() + suffix, object.title(), moved(object.json()));
  }

  /** The object itself and each reference to one of ours, also within strings that are JSON. */
  private JsonNode moved(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode moved = Json.mapper().createObjectNode();
      object.fieldNames().forEachRemaining(name -> moved.set(name, moved(object.get(name))));
      if (ours.contains(ObjectKey.of(object))) {
        moved.put("id", object.get("id").asText() + suffix);
      }
      return moved;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode moved = Json.mapper().createArrayNode();
      array.forEach(item -> moved.add(moved(item)));
      return moved;
    }
    return node.isTextual() ? movedWithin(node) : node;
  }

  private JsonNode movedWithin(JsonNode text) {
    if (!text.asText().matches("(?s)\\s*[\\[{].*")) {
      return text;
    }
    try {
      JsonNode inner = Json.tree(text.asText().getBytes(StandardCharsets.UTF_8));
      return TextNode.valueOf(Json.text(moved(inner)));
    } catch (UncheckedIOException e) {
      return text; // only looked like JSON
    }
  }
}
