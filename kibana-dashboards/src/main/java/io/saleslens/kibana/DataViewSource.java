package io.saleslens.kibana;

import java.util.List;
import java.util.Map;

/**
 * A data view as {@code data-views.yaml} has it.
 *
 * @param name what Kibana calls it
 * @param indices keys of {@link Indices}
 * @param time the field that Kibana's time range is about
 * @param fields what panels and filters may use, by name
 */
record DataViewSource(String name, List<String> indices, String time, Map<String, Field> fields) {

  /**
   * @param label what people call it
   * @param format how it is shown, and so also of which type it is
   */
  record Field(String label, FieldFormat format) {}
}
