package io.saleslens.kibana.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.Json;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a saved object says, apart from how it is spelled: the order of keys and of references, the
 * spelling of JSON within strings, who wrote it when, and how often fields were looked at, which
 * Kibana counts within its data views.
 *
 * @param attributes in canonical form
 * @param references in canonical form
 */
record Content(JsonNode attributes, JsonNode references) {
  private static final int FINGERPRINT_BYTES = 16;

  static Content of(JsonNode object) {
    ObjectNode attributes = (ObjectNode) canonical(objectOr(object.path("attributes")));
    withoutCounts(attributes);
    return new Content(attributes, sorted(canonical(object.path("references"))));
  }

  private static JsonNode objectOr(JsonNode node) {
    return node.isObject() ? node : Json.mapper().createObjectNode();
  }

  /**
   * Whether an object that Kibana keeps says what this one says. Kibana may add attributes of its
   * own when it takes an object.
   */
  boolean isKeptBy(Content kept) {
    ObjectNode known = kept.attributes.deepCopy();
    known.retain(names(attributes));
    return known.equals(attributes) && kept.references.equals(references);
  }

  /** Differs where the content does. */
  String fingerprint() {
    byte[] text = Json.text(List.of(attributes, references)).getBytes(StandardCharsets.UTF_8);
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode canonical(JsonNode node) {
    if (node.isObject()) {
      Map<String, JsonNode> sorted = new TreeMap<>();
      names(node).forEach(name -> sorted.put(name, canonical(node.get(name))));
      ObjectNode canonical = Json.mapper().createObjectNode();
      canonical.setAll(sorted);
      return canonical;
    }
    if (node.isArray()) {
      ArrayNode canonical = Json.mapper().createArrayNode();
      node.forEach(item -> canonical.add(canonical(item)));
      return canonical;
    }
    if (node.isNumber()) {
      return DecimalNode.valueOf(node.decimalValue().stripTrailingZeros());
    }
    return node.isTextual() ? canonicalText(node) : node;
  }

  private static JsonNode canonicalText(JsonNode text) {
    if (!text.asText().matches("(?s)\\s*[\\[{].*")) {
      return text;
    }
    try {
      return canonical(Json.tree(text.asText().getBytes(StandardCharsets.UTF_8)));
    } catch (UncheckedIOException e) {
      return text; // only looked like JSON
    }
  }

  private static void withoutCounts(ObjectNode attributes) {
    if (attributes.path("fieldAttrs") instanceof ObjectNode fields) {
      for (String name : names(fields)) {
        if (fields.get(name) instanceof ObjectNode field) {
          field.remove("count");
          if (field.isEmpty()) {
            fields.remove(name);
          }
        }
      }
    }
  }

  private static JsonNode sorted(JsonNode references) {
    ArrayNode sorted = Json.mapper().createArrayNode();
    List<JsonNode> all = new ArrayList<>();
    references.forEach(all::add);
    all.sort(Comparator.comparing(JsonNode::toString));
    return sorted.addAll(all);
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
