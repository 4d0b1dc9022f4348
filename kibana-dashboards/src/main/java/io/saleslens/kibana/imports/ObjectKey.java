package io.saleslens.kibana.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.kibana.SavedObject;

/** Tells a saved object from all others of its space. */
record ObjectKey(String type, String id) {
  static ObjectKey of(SavedObject object) {
    return new ObjectKey(object.type(), object.id());
  }

  /** Of anything that has the two. */
  static ObjectKey of(JsonNode json) {
    return new ObjectKey(json.path("type").asText(), json.path("id").asText());
  }

  @Override
  public String toString() {
    return type + ":" + id;
  }
}
