package io.saleslens.kibana.imports;

/** What Kibana's screens call the types of its objects. */
public final class ObjectTypes {
  private ObjectTypes() {}

  /** The name for people. */
  public static String shown(String type) {
    return switch (type) {
      case "index-pattern" -> "data view";
      case "search" -> "saved search";
      default -> type;
    };
  }
}
