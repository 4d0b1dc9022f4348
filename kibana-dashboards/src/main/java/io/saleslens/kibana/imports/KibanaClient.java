package io.saleslens.kibana.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.retry.Patience;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.kibana.SavedObject;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Reads and writes saved objects of one space, by those two calls that are documented for Kibana
 * 8.19 and 9.x alike. Throws {@link KibanaException} for what Kibana did and {@link
 * SettingsException} for what the caller can mend.
 */
public final class KibanaClient {
  /** Kibana needs a minute or two for a start, longer after an upgrade. */
  private static final Patience STARTING = new Patience(Duration.ofMinutes(3), 3);

  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final KibanaSettings settings;
  private final KibanaHttp http;
  private final Refusals refusals;

  /** Waits up to three minutes for a Kibana that is starting. */
  public KibanaClient(KibanaSettings settings) {
    this(settings, STARTING);
  }

  KibanaClient(KibanaSettings settings, Patience patience) {
    this.settings = settings;
    this.http = new KibanaHttp(settings, patience);
    this.refusals = new Refusals(settings);
  }

  KibanaSettings settings() {
    return settings;
  }

  /** An API takes what is asked of a space that is not there, and nobody would ever see it. */
  void requireSpace() throws InterruptedException {
    if (settings.isDefaultSpace()) {
      return;
    }
    String what = "for its space";
    Answer answer = http.get(what, "/api/spaces/space/" + settings.space());
    if (answer.status() == NOT_FOUND) {
      throw refusals.noSuchSpace();
    }
    if (!answer.isOk() || answer.json().isEmpty()) {
      throw refusals.of(what, answer);
    }
  }

  /** Those of some objects that there are, as Kibana keeps them. */
  Map<ObjectKey, JsonNode> read(Collection<ObjectKey> wanted) throws InterruptedException {
    Set<ObjectKey> left = new LinkedHashSet<>(wanted);
    while (!left.isEmpty()) {
      String what = "to export " + left.size() + " objects";
      Answer answer =
          http.post(what, path("_export"), "application/json", Json.bytes(exportOf(left)));
      if (answer.isOk()) {
        return objectsIn(what, answer);
      }
      // it exports all or nothing, and says which there are not
      if (!left.removeAll(missingBy(what, answer))) {
        throw refusals.of(what, answer);
      }
    }
    return Map.of();
  }

  private static ObjectNode exportOf(Set<ObjectKey> keys) {
    ObjectNode body = Json.mapper().createObjectNode();
    ArrayNode objects = body.putArray("objects");
    keys.forEach(key -> objects.addObject().put("type", key.type()).put("id", key.id()));
    body.put("includeReferencesDeep", false);
    body.put("excludeExportDetails", true);
    return body;
  }

  private Map<ObjectKey, JsonNode> objectsIn(String what, Answer answer) {
    Map<ObjectKey, JsonNode> found = new HashMap<>();
    for (String line : answer.text().lines().filter(it -> !it.isBlank()).toList()) {
      JsonNode object = objectIn(line);
      if (!object.has("type") || !object.has("id")) {
        throw refusals.of(what, answer);
      }
      found.put(ObjectKey.of(object), object);
    }
    return found;
  }

  private static JsonNode objectIn(String line) {
    try {
      return Json.tree(line.getBytes(StandardCharsets.UTF_8));
    } catch (UncheckedIOException e) {
      return Json.mapper().missingNode();
    }
  }

  private List<ObjectKey> missingBy(String what, Answer answer) {
    List<ObjectKey> missing = new ArrayList<>();
    if (answer.status() != BAD_REQUEST || answer.json().isEmpty()) {
      return missing;
    }
    for (JsonNode object : answer.json().get().path("attributes").path("objects")) {
      switch (object.path("error").path("statusCode").asInt()) {
        case NOT_FOUND -> missing.add(ObjectKey.of(object));
        case FORBIDDEN ->
            throw refusals.forbidden(what, object.path("error").path("message").asText());
        default -> throw refusals.of(what, answer);
      }
    }
    return missing;
  }

  /** Writes objects over those of the same ids. What it did not take is in the answer. */
  ImportAnswer write(List<SavedObject> objects) throws InterruptedException {
    String what = "to import " + objects.size() + " objects";
    String boundary = "saleslens-" + UUID.randomUUID();
    Answer answer =
        http.post(
            what,
            path("_import?overwrite=true"),
            "multipart/form-data; boundary=" + boundary,
            form(boundary, objects));
    if (!answer.isOk()) {
      throw refusals.of(what, answer);
    }
    return answer
        .json()
        .filter(it -> it.path("success").isBoolean())
        .map(ImportAnswer::of)
        .orElseThrow(() -> refusals.of(what, answer));
  }

  private static byte[] form(String boundary, List<SavedObject> objects) {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    // Kibana takes a file by how its name ends
    form.writeBytes(
        """
        --%s
        Content-Disposition: form-data; name="file"; filename="saleslens.ndjson"
        Content-Type: application/ndjson

        """
            .formatted(boundary)
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.UTF_8));
    for (SavedObject object : objects) {
      form.writeBytes(Json.bytes(object.json()));
      form.write('\n');
    }
    form.writeBytes("\r\n--%s--\r\n".formatted(boundary).getBytes(StandardCharsets.UTF_8));
    return form.toByteArray();
  }

  private String path(String call) {
    String space = settings.isDefaultSpace() ? "" : "/s/" + settings.space();
    return space + "/api/saved_objects/" + call;
  }
}
