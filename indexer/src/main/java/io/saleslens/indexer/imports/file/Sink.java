package io.saleslens.indexer.imports.file;

import java.util.Set;

/** Takes what a file holds, in the file's order. What it throws ends the reading. */
public interface Sink {
  /** A good row. */
  void sale(FileSale sale);

  /** A fault of a bad row; called once for each of its faults. */
  void refused(Refusal refusal);

  /**
   * Names of columns that stand for no field; called at most once.
   *
   * @param columns as the file spells them, full card numbers masked; in their order, the first
   *     hundred
   */
  default void ignored(Set<String> columns) {}
}
