package io.saleslens.kibana;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A data view's fields, as a part of a source may use them. */
final class Fields {
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
  private static final Pattern KQL_FIELD = Pattern.compile("([\\w.@-]+)\\s*(?=[:<>])");

  private final DataViewSource view;
  private final Place place;

  Fields(DataViewSource view, Place place) {
    this.view = view;
    this.place = place;
  }

  /**
   * The format of a field.
   *
   * @throws SourceException if the view does not list it, or it has none of the types
   */
  FieldFormat need(String field, String... types) {
    place.need(field, "field");
    DataViewSource.Field known = view.fields().get(field);
    if (known == null) {
      throw place.fault(
          "the data view of %s has no field '%s', only %s.",
          view.name(), field, view.fields().keySet());
    }
    FieldFormat format = known.format();
    if (types.length > 0 && !List.of(types).contains(format.type())) {
      throw place.fault(
          "field '%s' is a %s, but a %s is needed.",
          field, format.type(), String.join(" or ", types));
    }
    return format;
  }

  /**
   * Demands that a filter is about fields of the view.
   *
   * @param kql null for none
   */
  void needKql(String kql) {
    if (kql == null) {
      return;
    }
    Matcher fields = KQL_FIELD.matcher(QUOTED.matcher(kql).replaceAll("\"\""));
    while (fields.find()) {
      need(fields.group(1));
    }
  }
}
