package io.saleslens.indexer.imports;

import io.saleslens.indexer.imports.file.Refusal;
import java.time.LocalDate;
import java.util.List;

/** What came of a file. */
public sealed interface ImportOutcome {
  /** Its sales are kept. */
  record Stored(ImportTask task) implements ImportOutcome {}

  /**
   * All its days were collected before, with the same content; nothing was done.
   *
   * @param task the one that collected them, or the last of those that did
   */
  record AlreadyCollected(List<LocalDate> days, long task) implements ImportOutcome {}

  /** Some of its days were collected before, with other content; nothing was done. */
  record Conflict(List<LocalDate> days) implements ImportOutcome {}

  /**
   * It has no good row; nothing was done.
   *
   * @param refused its bad rows
   * @param refusals their first faults
   * @param notUsed columns that stand for no field
   */
  record NothingAccepted(long refused, List<Refusal> refusals, List<String> notUsed)
      implements ImportOutcome {}

  /** It was only looked at; what would have come of it. */
  record Planned(
      long accepted,
      long refused,
      List<ImportTask.Day> days,
      List<Refusal> refusals,
      List<String> notUsed)
      implements ImportOutcome {}
}
