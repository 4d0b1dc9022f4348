package io.saleslens.indexer.imports;

import io.saleslens.indexer.imports.file.FileFormat;
import io.saleslens.indexer.imports.file.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A file of which sales were stored, and how far they have come.
 *
 * @param id counts up
 * @param accepted its good rows, also those of days that were collected before
 * @param refused its bad rows
 * @param days of its good rows
 * @param refusals the first faults of its bad rows
 * @param notUsed columns of the file that stand for no field, the first hundred
 * @param attempts to index it
 * @param error why the last attempt failed
 * @param doneAt when its sales were indexed and everything was computed
 */
public record ImportTask(
    long id,
    String source,
    String fileName,
    FileFormat format,
    State state,
    long accepted,
    long refused,
    List<Day> days,
    List<Refusal> refusals,
    List<String> notUsed,
    int attempts,
    Optional<String> error,
    String storedBy,
    Instant storedAt,
    Optional<Instant> doneAt) {

  public ImportTask {
    days = List.copyOf(days);
    refusals = List.copyOf(refusals);
    notUsed = List.copyOf(notUsed);
  }

  /** How far a task has come. */
  public enum State {
    /** Its sales are kept, and will be indexed. */
    STORED,
    /** They are being indexed. */
    INDEXING,
    /** They are indexed and everything is computed. */
    DONE,
    /** Indexing failed; the next sync, or a retry, tries again. */
    FAILED;

    /** As it is stored and shown. */
    public String shown() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String shown) {
      return valueOf(shown.toUpperCase(Locale.ROOT));
    }
  }

  /** What was done with a day. */
  public enum Kind {
    /** Collected for the first time. */
    NEW,
    /** In the place of what was collected before. */
    REPLACED,
    /** Left as it is: it was collected with the same content. */
    UNCHANGED;

    /** As it is shown. */
    public String shown() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A business day of a file.
   *
   * @param sales its good rows
   */
  public record Day(LocalDate date, long sales, Kind kind) {}

  /** The days whose former sales may still stand in the index. */
  List<LocalDate> replacedDays() {
    return days.stream().filter(it -> it.kind() == Kind.REPLACED).map(Day::date).toList();
  }
}
