package io.saleslens.indexer.imports;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Nothing is wrong with a file, but it cannot be taken now. Nothing of it is stored, and the same
 * again may work. The message names what is in the way. Exit code 1.
 */
public final class ImportsUnavailableException extends RuntimeException {
  /** As operating systems, and MySQL for them, say that there is no room. */
  private static final Pattern FULL =
      Pattern.compile(
          "(?i)no space left|disk quota exceeded|not enough space|disk (is )?full"
              + "|(got error|errno[: ]*|error:) ?28\\b");

  /** MySQL's errors for that, whatever language it speaks. */
  private static final Set<Integer> FULL_CODES =
      Set.of(
          3, // a file cannot be written
          1021, // disk full
          1114, // the table is full
          3168); // capacity exceeded

  private final boolean isFull;

  private ImportsUnavailableException(String message, boolean isFull, Throwable cause) {
    super(message, cause);
    this.isFull = isFull;
  }

  /** Files cannot be written to the folder of imports. */
  static ImportsUnavailableException of(Path folder, IOException e) {
    boolean full = isFull(e);
    return new ImportsUnavailableException(
        "The folder %s, where files that come in are kept, %s: %s. Nothing of the file is stored; %s and send it again."
            .formatted(
                folder.toAbsolutePath(),
                full ? "is full" : "cannot be written",
                e,
                full ? "make room there" : "see what is wrong with it"),
        full,
        e);
  }

  /** MySQL has no room for what is to be stored. */
  static ImportsUnavailableException mysqlFull(RuntimeException failure) {
    return new ImportsUnavailableException(
        failure.getMessage()
            + " It has no room left. Nothing of the file is stored; make room there and send it again.",
        true,
        failure);
  }

  /** Others are being read, and that takes long. */
  static ImportsUnavailableException busy() {
    return new ImportsUnavailableException(
        "Other files are being imported, and that takes long. Nothing of this one is stored; send it again later.",
        false,
        null);
  }

  static boolean isFull(IOException e) {
    return e.getMessage() != null && FULL.matcher(e.getMessage()).find();
  }

  /** Whether that is what MySQL said at the bottom of a failure. */
  static boolean isMysqlFull(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && (FULL_CODES.contains(sql.getErrorCode())
              || sql.getMessage() != null && FULL.matcher(sql.getMessage()).find())) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is for want of room on a disk. */
  public boolean isFull() {
    return isFull;
  }
}
