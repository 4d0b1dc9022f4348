package io.saleslens.kibana;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** A source in YAML. A key that nobody knows is refused, as it may be one that is misspelt. */
final class SourceFile {
  private static final ObjectMapper STRICT =
      JsonMapper.builder().disable(MapperFeature.ALLOW_COERCION_OF_SCALARS).build();

  private final String name;
  private final Map<String, Object> content = new LinkedHashMap<>();

  SourceFile(String name, String yaml) {
    this.name = name;
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      Map<?, ?> loaded = new Yaml(new SafeConstructor(options)).load(yaml);
      loaded.forEach((key, value) -> content.put(String.valueOf(key), value));
    } catch (YAMLException | ClassCastException e) {
      throw new SourceException(name + " is not YAML with keys: " + e.getMessage());
    }
  }

  /** One of our own. */
  static SourceFile resource(String name) {
    try (InputStream in = SourceFile.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("Resource " + name + " is missing");
      }
      return new SourceFile(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Place place(String part) {
    return new Place(name, part);
  }

  /** All keys of the file, each with a value of one type. */
  <T> Map<String, T> all(Class<T> type) {
    Map<String, T> all = new LinkedHashMap<>();
    content.forEach((key, value) -> all.put(key, read(value, place(key), type)));
    return all;
  }

  /** The file without one of its keys. */
  <T> T without(String key, Class<T> type) {
    Map<String, Object> rest = new LinkedHashMap<>(content);
    rest.remove(key);
    return read(rest, place("head"), type);
  }

  /** The list below a key, whose elements have an {@code id}. */
  <T> List<T> list(String key, Class<T> type) {
    if (!(content.get(key) instanceof List<?> list)) {
      throw place(key).fault("a list is missing.");
    }
    return list.stream()
        .<T>map(element -> read(element, place("panel " + id(element)), type))
        .toList();
  }

  private static Object id(Object element) {
    return element instanceof Map<?, ?> map ? map.get("id") : element;
  }

  private static <T> T read(Object value, Place place, Class<T> type) {
    try {
      return STRICT.convertValue(value, type);
    } catch (IllegalArgumentException e) {
      if (e.getCause() instanceof UnrecognizedPropertyException unknown) {
        throw place.fault(
            "unknown key '%s'; there are %s.",
            path(unknown), new TreeSet<>(unknown.getKnownPropertyIds()));
      }
      if (e.getCause() instanceof JsonMappingException mapping) {
        throw place.fault("%s: %s", path(mapping), mapping.getOriginalMessage());
      }
      throw e;
    }
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(it -> it.getFieldName() == null ? "" + it.getIndex() : it.getFieldName())
        .collect(Collectors.joining("."));
  }
}
