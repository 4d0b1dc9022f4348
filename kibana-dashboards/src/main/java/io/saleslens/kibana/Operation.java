package io.saleslens.kibana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What Lens computes of a group's documents. The keys are Lens's own names. */
enum Operation {
  COUNT("count"),
  SUM("sum", "number"),
  AVERAGE("average", "number"),
  MEDIAN("median", "number"),
  MIN("min", "number", "date"),
  MAX("max", "number", "date"),
  UNIQUE_COUNT("unique_count", "string", "number", "boolean", "date");

  private static final String RECORDS = "___records___";

  private final String key;
  private final String[] types;

  Operation(String key, String... types) {
    this.key = key;
    this.types = types;
  }

  static Optional<Operation> named(String key) {
    return Arrays.stream(values()).filter(it -> it.key.equals(key)).findFirst();
  }

  static Operation of(String key, Place place) {
    return named(key)
        .orElseThrow(
            () ->
                place.fault(
                    "there is no operation '%s', only %s.",
                    key, Arrays.stream(values()).map(it -> it.key).toList()));
  }

  /** Whether the result is an amount of the field's own unit, not a number of something. */
  boolean keepsUnit() {
    return this != COUNT && this != UNIQUE_COUNT;
  }

  /**
   * Lens's column.
   *
   * @param field null of {@link #COUNT}
   * @param emptyAsNull whether there is no value, rather than zero, where there is no document
   * @throws SourceException if the field does not fit
   */
  ObjectNode column(String label, String field, Fields fields, boolean emptyAsNull, Place place) {
    if (this == COUNT && field != null) {
      throw place.fault("count takes no field, but has '%s'.", field);
    }
    FieldFormat format = this == COUNT ? FieldFormat.COUNT : fields.need(field, types);
    boolean date = List.of(MIN, MAX).contains(this) && format.type().equals("date");
    return Nodes.object(
        "label",
        label,
        "customLabel",
        true,
        "dataType",
        date ? "date" : "number",
        "operationType",
        key,
        "sourceField",
        this == COUNT ? RECORDS : field,
        "isBucketed",
        false,
        "scale",
        "ratio",
        "params",
        Nodes.object("emptyAsNull", emptyAsNull));
  }
}
