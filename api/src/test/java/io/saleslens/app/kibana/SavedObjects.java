package io.saleslens.app.kibana;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The objects of an NDJSON file. */
record SavedObjects(List<SavedObject> all) {
  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Where strings hold JSON: pointers below an object. */
  private static final List<String> STRINGS =
      List.of(
          "/attributes/fields",
          "/attributes/fieldAttrs",
          "/attributes/fieldFormatMap",
          "/attributes/runtimeFieldMap",
          "/attributes/sourceFilters",
          "/attributes/typeMeta",
          "/attributes/optionsJSON",
          "/attributes/panelsJSON",
          "/attributes/controlGroupInput/ignoreParentSettingsJSON",
          "/attributes/controlGroupInput/panelsJSON",
          "/attributes/kibanaSavedObjectMeta/searchSourceJSON");

  /** What cannot be read is told, and left out. */
  static SavedObjects read(String ndjson, Findings findings) {
    List<SavedObject> objects = new ArrayList<>();
    int number = 0;
    for (String line : ndjson.split("\n")) {
      number++;
      try {
        JsonNode json = STRICT.readTree(line);
        unfold(json, findings);
        objects.add(new SavedObject(json));
      } catch (JsonProcessingException e) {
        findings.add("line " + number, "is no JSON: %s", e.getOriginalMessage());
      }
    }
    return new SavedObjects(List.copyOf(objects));
  }

  private static void unfold(JsonNode object, Findings findings) {
    for (String pointer : STRINGS) {
      int last = pointer.lastIndexOf('/');
      String key = pointer.substring(last + 1);
      if (object.at(pointer.substring(0, last)) instanceof ObjectNode parent && parent.has(key)) {
        try {
          JsonNode value = parent.get(key);
          if (!value.isTextual()) {
            throw new IllegalArgumentException("a string is expected");
          }
          parent.set(key, STRICT.readTree(value.textValue()));
        } catch (IllegalArgumentException | JsonProcessingException e) {
          findings.add(
              new SavedObject(object).where(), "%s holds no JSON: %s", pointer, e.getMessage());
          parent.remove(key);
        }
      }
    }
  }

  /** As they would be exported. */
  String ndjson() {
    StringBuilder lines = new StringBuilder();
    for (SavedObject object : all) {
      JsonNode json = object.json().deepCopy();
      STRINGS.forEach(pointer -> fold(json, pointer));
      lines.append(json).append('\n');
    }
    return lines.toString();
  }

  private static void fold(JsonNode object, String pointer) {
    int last = pointer.lastIndexOf('/');
    String key = pointer.substring(last + 1);
    if (object.at(pointer.substring(0, last)) instanceof ObjectNode parent && parent.has(key)) {
      parent.put(key, parent.get(key).toString());
    }
  }

  List<SavedObject> of(String type) {
    return all.stream().filter(it -> it.is(type)).toList();
  }

  List<Panel> panels() {
    return all.stream().flatMap(it -> it.panels().stream()).toList();
  }

  Optional<SavedObject> find(String type, String id) {
    return all.stream().filter(it -> it.is(type) && it.id().equals(id)).findFirst();
  }

  /** What a layer asks, by the outer reference, which wins. */
  Optional<SavedObject> dataViewOf(Layer layer) {
    String name = "%s:%s".formatted(layer.panel().index(), layer.referenceName());
    return dataViewOf(layer.panel().dashboard(), name);
  }

  /** The data view that an object refers to by a name. */
  Optional<SavedObject> dataViewOf(SavedObject object, String name) {
    return object.references().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .flatMap(it -> find(SavedObject.DATA_VIEW, it.id()));
  }

  /** The saved search that a panel shows. */
  Optional<SavedObject> searchOf(Panel panel) {
    String name = "%s:panel_%s".formatted(panel.index(), panel.index());
    return panel.dashboard().references().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .flatMap(it -> find(SavedObject.SEARCH, it.id()));
  }
}
