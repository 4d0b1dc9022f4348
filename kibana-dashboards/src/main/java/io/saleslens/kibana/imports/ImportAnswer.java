package io.saleslens.kibana.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.indexer.settings.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What Kibana says of an import; it answers 200 whether or not it took anything.
 *
 * @param success whether it says that it took everything
 * @param taken how many objects it says it took
 * @param problems by object, what it did not take as it was meant to be, and the way out
 */
record ImportAnswer(boolean success, int taken, Map<ObjectKey, String> problems) {
  static ImportAnswer of(JsonNode json) {
    Map<ObjectKey, String> problems = new LinkedHashMap<>();
    for (JsonNode moved : json.path("successResults")) {
      if (moved.hasNonNull("destinationId")) {
        problems.put(ObjectKey.of(moved), movedTo(moved.path("destinationId").asText()));
      }
    }
    for (JsonNode failed : json.path("errors")) {
      problems.put(ObjectKey.of(failed), Shown.of(explained(failed)));
    }
    return new ImportAnswer(
        json.path("success").asBoolean(), json.path("successCount").asInt(), problems);
  }

  /** Ids are unique over all spaces; Kibana then makes one up, which no other import finds. */
  private static String movedTo(String id) {
    return "was stored under another id, %s, as its own is taken in another space. Delete the one or the other in Kibana (Stack Management, Saved Objects), then import again."
        .formatted(Shown.of(id));
  }

  private static String explained(JsonNode failed) {
    JsonNode error = failed.path("error");
    String type = error.path("type").asText("unknown");
    return switch (type) {
      case "unsupported_type" ->
          "this Kibana does not know objects of the type '%s'. The dashboards are made for Kibana 8.19 and 9.x."
              .formatted(failed.path("type").asText());
      case "missing_references" ->
          "it refers to what is not in this space (%s). Import again: what is missing comes with it."
              .formatted(keysIn(error.path("references")));
      case "conflict" ->
          "one of the same id is in the way and cannot be overwritten%s. Delete it in Kibana (Stack Management, Saved Objects), then import again."
              .formatted(
                  error.hasNonNull("destinationId")
                      ? " (" + error.path("destinationId").asText() + ")"
                      : "");
      case "ambiguous_conflict" ->
          "there are several copies of it (%s). Delete in Kibana (Stack Management, Saved Objects) those that are not needed, then import again."
              .formatted(idsIn(error.path("destinations")));
      default ->
          "%s%s"
              .formatted(
                  error.hasNonNull("statusCode") ? error.path("statusCode").asText() + " " : "",
                  error.path("message").asText(type));
    };
  }

  private static String keysIn(JsonNode references) {
    List<String> keys = new ArrayList<>();
    references.forEach(it -> keys.add(ObjectKey.of(it).toString()));
    return String.join(", ", keys);
  }

  private static String idsIn(JsonNode destinations) {
    List<String> ids = new ArrayList<>();
    destinations.forEach(it -> ids.add(it.path("id").asText()));
    return String.join(", ", ids);
  }
}
