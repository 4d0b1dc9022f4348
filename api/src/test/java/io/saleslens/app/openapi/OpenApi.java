package io.saleslens.app.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** An OpenAPI document. */
public final class OpenApi {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

  private final JsonNode document;
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final Map<JsonNode, com.networknt.schema.Schema> compiled = new HashMap<>();

  public OpenApi(JsonNode document) {
    this.document = document;
  }

  /** All operations, in the order of the document. */
  public List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method -> {
                          if (METHODS.contains(method.getKey())) {
                            operations.add(
                                new Operation(
                                    this,
                                    method.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    method.getValue()));
                          }
                        }));
    return operations;
  }

  /** The node itself, or what it refers to. */
  JsonNode resolved(JsonNode node) {
    JsonNode found = node;
    while (found.has("$ref")) {
      found = document.at(found.path("$ref").asText().substring(1));
      if (found.isMissingNode()) {
        throw new AssertionError("Nothing at " + node);
      }
    }
    return found;
  }

  /** What a schema has against a value, each with its keyword first; empty if nothing. */
  public List<String> errors(JsonNode schema, JsonNode value) {
    return compiled.computeIfAbsent(schema, this::compile).validate(value).stream()
        // the rest is in the language of the machine
        .map(error -> error.getKeyword() + ": " + error)
        .toList();
  }

  private com.networknt.schema.Schema compile(JsonNode schema) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.putArray("allOf").add(schema);
    whole.set("components", document.path("components"));
    return registry.getSchema(whole);
  }

  /** The components of a kind, such as {@code schemas}, by name. */
  public Map<String, JsonNode> components(String kind) {
    Map<String, JsonNode> found = new HashMap<>();
    document
        .path("components")
        .path(kind)
        .properties()
        .forEach(it -> found.put(it.getKey(), it.getValue()));
    return found;
  }
}
