package io.saleslens.kibana.imports;

import io.saleslens.kibana.SavedObject;

/** What Kibana's screens call the types of its objects. */
public final class ObjectTypes {
  private ObjectTypes() {}

  /** An object for people. */
  static String shown(SavedObject object) {
    return "%s '%s' (%s)".formatted(shown(object.type()), object.title(), object.id());
  }

  /** A type for people. */
  public static String shown(String type) {
    return switch (type) {
      case "index-pattern" -> "data view";
      case "search" -> "saved search";
      default -> type;
    };
  }
}
