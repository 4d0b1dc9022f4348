package io.saleslens.kibana.imports;

import java.util.List;
import java.util.Map;

/** Remembers from one import to the next what was written, so that edits can be told. */
public interface ImportMemory {
  /** What was saved last; nothing at first. */
  Imported load();

  /** Keeps it in the place of what was saved before. */
  void save(Imported imported);

  /**
   * All that was ever imported, but for what is long outdated.
   *
   * @param objects by {@code type:id}, the newest last
   */
  record Imported(Map<String, List<Written>> objects) {
    public Imported {
      objects = Map.copyOf(objects);
    }

    /** Nothing was imported yet. */
    public static Imported nothing() {
      return new Imported(Map.of());
    }
  }

  /**
   * An object as it was imported once.
   *
   * @param source fingerprint of what was sent
   * @param kept fingerprint of what Kibana made of it, which may differ in a newer Kibana
   */
  record Written(String source, String kept) {}
}
