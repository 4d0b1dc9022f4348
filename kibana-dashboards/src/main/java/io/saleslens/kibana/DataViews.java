package io.saleslens.kibana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Collectors;

/** Data views, from what {@code data-views.yaml} says of them. */
final class DataViews {
  private final Ids ids;
  private final Units units;

  DataViews(Ids ids, Units units) {
    this.ids = ids;
    this.units = units;
  }

  SavedObject build(String key, DataViewSource source) {
    Place place = new Place("data-views.yaml", key);
    new Fields(source, place).need(source.time(), "date");
    String name = ids.title("Saleslens: " + source.name());
    ObjectNode attributes =
        Nodes.object(
            "title",
            // no pattern: it would match the derived indices, whose names begin the same
            source.indices().stream()
                .map(index -> ids.index(index, place))
                .collect(Collectors.joining(",")),
            "name",
            name,
            "timeFieldName",
            source.time(),
            "allowNoIndex",
            true,
            "fields",
            "[]",
            "fieldAttrs",
            Nodes.text(labels(source)),
            "sourceFilters",
            "[]",
            "typeMeta",
            "{}",
            "runtimeFieldMap",
            "{}",
            "fieldFormatMap",
            Nodes.text(formats(source)));
    return SavedObject.of("index-pattern", ids.view(key), name, attributes, Nodes.array());
  }

  private ObjectNode labels(DataViewSource source) {
    ObjectNode labels = Nodes.object();
    source
        .fields()
        .forEach(
            (name, field) -> labels.set(name, Nodes.object("customLabel", units.label(field))));
    return labels;
  }

  private ObjectNode formats(DataViewSource source) {
    ObjectNode formats = Nodes.object();
    source
        .fields()
        .forEach(
            (name, field) -> {
              ObjectNode format = units.of(field.format());
              if (format != null) {
                formats.set(name, format);
              }
            });
    return formats;
  }
}
