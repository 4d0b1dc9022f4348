package io.saleslens.api;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A job that the API shows and, but for imports, starts. */
public enum JobName {
  /** Brings what changed in MySQL and computes what depends on it. */
  SYNC,
  /** Computes the dirty days, or the days named. */
  REFRESH,
  /** Compares everything with MySQL; mends what differs if it is told to. */
  VERIFY,
  /** Reads all sales, or those of the days named, from MySQL. */
  BACKFILL,
  /** Brings what came by files and computes what depends on it; begun by the files that come. */
  IMPORT;

  /** The job of that name, in lower case. */
  public static Optional<JobName> named(String name) {
    return Arrays.stream(values()).filter(job -> job.toString().equals(name)).findFirst();
  }

  /** The name as commands, records and answers have it. */
  @Override
  @JsonValue
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
