package io.saleslens.app;

import io.saleslens.indexer.imports.ImportOutcome;
import io.saleslens.indexer.imports.ImportOutcome.AlreadyCollected;
import io.saleslens.indexer.imports.ImportOutcome.Conflict;
import io.saleslens.indexer.imports.ImportOutcome.NothingAccepted;
import io.saleslens.indexer.imports.ImportOutcome.Planned;
import io.saleslens.indexer.imports.ImportOutcome.Stored;
import io.saleslens.indexer.imports.ImportTask;
import io.saleslens.indexer.imports.file.Refusal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What came of a file that somebody named on the command line.
 *
 * @param status stored, planned, already_collected, day_already_collected, nothing_accepted, or
 *     unreadable
 * @param days of the good rows; of a conflict those at fault
 * @param refusals the first faults of the bad rows
 * @param columnsNotUsed names of columns that stand for no field
 * @param error why the file as a whole could not be taken
 */
record ImportedFile(
    String file,
    String status,
    Optional<String> taskId,
    long rowsAccepted,
    long rowsRefused,
    List<LocalDate> days,
    List<Refusal> refusals,
    List<String> columnsNotUsed,
    Optional<String> error) {
  private static final String STORED = "stored";
  private static final String PLANNED = "planned";
  private static final String ALREADY_COLLECTED = "already_collected";
  private static final String CONFLICT = "day_already_collected";
  private static final String NOTHING = "nothing_accepted";

  static ImportedFile of(String file, ImportOutcome outcome) {
    if (outcome instanceof Stored it) {
      ImportTask task = it.task();
      return new ImportedFile(
          file,
          STORED,
          Optional.of(Long.toString(task.id())),
          task.accepted(),
          task.refused(),
          dates(task.days()),
          task.refusals(),
          task.notUsed(),
          Optional.empty());
    }
    if (outcome instanceof Planned it) {
      return new ImportedFile(
          file,
          PLANNED,
          Optional.empty(),
          it.accepted(),
          it.refused(),
          dates(it.days()),
          it.refusals(),
          it.notUsed(),
          Optional.empty());
    }
    if (outcome instanceof NothingAccepted it) {
      return new ImportedFile(
          file,
          NOTHING,
          Optional.empty(),
          0,
          it.refused(),
          List.of(),
          it.refusals(),
          it.notUsed(),
          Optional.empty());
    }
    if (outcome instanceof AlreadyCollected it) {
      String task = Long.toString(it.task());
      return without(file, ALREADY_COLLECTED, Optional.of(task), it.days(), Optional.empty());
    }
    if (outcome instanceof Conflict it) {
      return without(file, CONFLICT, Optional.empty(), it.days(), Optional.empty());
    }
    throw new IllegalStateException("What came of a file: " + outcome);
  }

  static ImportedFile unreadable(String file, String why) {
    return without(file, "unreadable", Optional.empty(), List.of(), Optional.of(why));
  }

  private static ImportedFile without(
      String file,
      String status,
      Optional<String> task,
      List<LocalDate> days,
      Optional<String> error) {
    return new ImportedFile(file, status, task, 0, 0, days, List.of(), List.of(), error);
  }

  private static List<LocalDate> dates(List<ImportTask.Day> days) {
    return days.stream().map(ImportTask.Day::date).toList();
  }

  boolean isStored() {
    return status.equals(STORED);
  }

  int exitCode() {
    if (status.equals(CONFLICT) || error.isPresent()) {
      return Main.WRONG_USAGE;
    }
    return rowsRefused > 0 || status.equals(NOTHING) ? Main.DONE_WITH_FINDINGS : Main.DONE;
  }

  /** A line for the file, after one for each fault. */
  String text() {
    return refusals.stream().map(ImportedFile::line).collect(Collectors.joining())
        + file
        + ": "
        + switch (status) {
          case STORED ->
              format(
                  "%,d rows stored as import %s, %,d refused; %s",
                  rowsAccepted, taskId.orElseThrow(), rowsRefused, shownDays());
          case PLANNED ->
              format(
                  "%,d rows would be stored, %,d refused; %s",
                  rowsAccepted, rowsRefused, shownDays());
          case ALREADY_COLLECTED ->
              format("already collected, with the same content: %s", shownDays());
          case CONFLICT ->
              format(
                  "nothing stored; already collected with other content: %s. --replace puts the file in its place.",
                  shownDays());
          case NOTHING -> format("nothing stored; no row is a sale, %,d refused", rowsRefused);
          default -> error.orElseThrow();
        }
        + notUsed();
  }

  private String notUsed() {
    return columnsNotUsed.isEmpty()
        ? ""
        : format("%n  columns not used: %s", String.join(", ", columnsNotUsed));
  }

  private static String line(Refusal refusal) {
    return format("row %d  %s  %s%n", refusal.row(), refusal.field(), refusal.reason());
  }

  private String shownDays() {
    return days.size() == 1
        ? days.get(0).toString()
        : format("%,d days, %s to %s", days.size(), days.get(0), days.get(days.size() - 1));
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
