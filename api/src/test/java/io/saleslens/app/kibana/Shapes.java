package io.saleslens.app.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The shapes in {@code shapes.yaml}, where their notation is told. */
final class Shapes {
  private static final String OPTIONAL = "maybe ";

  private static final Map<String, Predicate<JsonNode>> SIMPLE =
      Map.of(
          "any",
          it -> true,
          "text",
          it -> it.isTextual() && !it.textValue().isBlank(),
          "string",
          JsonNode::isTextual,
          "number",
          JsonNode::isNumber,
          "int",
          JsonNode::isIntegralNumber,
          "bool",
          JsonNode::isBoolean,
          "{}",
          it -> it.isObject() && it.isEmpty(),
          "[]",
          it -> it.isArray() && it.isEmpty());

  private final Map<String, Object> shapes;

  Shapes() {
    try (InputStream in = Shapes.class.getResourceAsStream("shapes.yaml")) {
      shapes = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean knows(String shape) {
    return shapes.containsKey(shape);
  }

  /** Adds what does not fit. */
  void check(String shape, JsonNode node, String where, Findings findings) {
    differences(shape, node, "").forEach(it -> findings.add(where, "%s", it));
  }

  /** What does not fit, a line each. */
  private List<String> differences(String shape, JsonNode node, String path) {
    if (shapes.get(shape) instanceof Map<?, ?> keys) {
      return ofObject(keys, node, path);
    }
    if (shapes.get(shape) instanceof String alias) {
      return differences(alias, node, path);
    }
    if (SIMPLE.containsKey(shape)) {
      return unless(SIMPLE.get(shape).test(node), shape, node, path);
    }
    return switch (shape.charAt(0)) {
      case '[' -> ofList(inside(shape), node, path);
      case '{' -> ofMap(inside(shape), node, path);
      case '(' -> ofOne(inside(shape), node, path);
      case '~' -> unless(node.isTextual() && matches(shape, node), shape, node, path);
      case '=' -> unless(node.asText().equals(shape.substring(1)), shape, node, path);
      default -> ofEnum(shape, node, path);
    };
  }

  private static String inside(String brackets) {
    return brackets.substring(1, brackets.length() - 1);
  }

  private static boolean matches(String shape, JsonNode node) {
    return node.textValue().matches(shape.substring(1));
  }

  private List<String> ofObject(Map<?, ?> keys, JsonNode node, String path) {
    if (!node.isObject()) {
      return unless(false, "an object", node, path);
    }
    Stream<String> unknown =
        node.properties().stream()
            .map(Map.Entry::getKey)
            .filter(key -> !keys.containsKey(key))
            .map(key -> "key %s/%s is unknown".formatted(path, key));
    Stream<String> known =
        keys.entrySet().stream()
            .flatMap(
                it -> ofKey(it.getKey().toString(), it.getValue().toString(), node, path).stream());
    return Stream.concat(unknown, known).toList();
  }

  private List<String> ofKey(String key, String shape, JsonNode node, String path) {
    boolean optional = shape.startsWith(OPTIONAL);
    if (!node.has(key)) {
      return optional ? List.of() : List.of("key %s/%s is missing".formatted(path, key));
    }
    String required = optional ? shape.substring(OPTIONAL.length()) : shape;
    return differences(required, node.get(key), path + "/" + key);
  }

  private List<String> ofList(String shape, JsonNode node, String path) {
    if (!node.isArray()) {
      return unless(false, "a list", node, path);
    }
    return Stream.iterate(0, i -> i < node.size(), i -> i + 1)
        .flatMap(i -> differences(shape, node.get(i), path + "/" + i).stream())
        .toList();
  }

  private List<String> ofMap(String shape, JsonNode node, String path) {
    if (!node.isObject()) {
      return unless(false, "an object", node, path);
    }
    return node.properties().stream()
        .flatMap(it -> differences(shape, it.getValue(), path + "/" + it.getKey()).stream())
        .toList();
  }

  /** The differences from that alternative which is nearest. */
  private List<String> ofOne(String alternatives, JsonNode node, String path) {
    Optional<List<String>> nearest =
        Stream.of(alternatives.split(", "))
            .map(it -> differences(it, node, path))
            .min((a, b) -> Integer.compare(a.size(), b.size()));
    return nearest.orElseThrow();
  }

  private static List<String> ofEnum(String shape, JsonNode node, String path) {
    List<String> values = List.of(shape.split("\\|"));
    return unless(node.isTextual() && values.contains(node.textValue()), shape, node, path);
  }

  private static List<String> unless(boolean fits, String expected, JsonNode node, String path) {
    return fits ? List.of() : List.of("%s is %s; expected: %s".formatted(path, node, expected));
  }
}
