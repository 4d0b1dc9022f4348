package io.saleslens.kibana.imports;

/** What is to become of objects that somebody edited in Kibana. */
public enum EditedObjects {
  /** If there are any, nothing at all is written. */
  STOP,
  /** They stay as they are; the others are imported. */
  KEEP,
  /** They are replaced too. */
  OVERWRITE
}
