package io.saleslens.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.Json;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** The fields of what is answered. */
final class Fields {
  private Fields() {}

  /** All of a record, by the names that answers have. */
  static List<String> of(Class<?> item) {
    SnakeCaseStrategy naming = new SnakeCaseStrategy();
    return Arrays.stream(item.getRecordComponents())
        .map(RecordComponent::getName)
        .map(naming::translate)
        .toList();
  }

  /** Some of an item's alone, for what is not read from Elasticsearch as it is answered. */
  static ObjectNode only(Collection<String> fields, Object item) {
    return Json.mapper().<ObjectNode>valueToTree(item).retain(fields);
  }
}
