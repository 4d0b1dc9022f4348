package io.saleslens.app.faults;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** A command that faults come upon. */
enum Job {
  SYNC,
  BACKFILL,
  REFRESH,
  RUN;

  private static final List<Job> READING_MYSQL = List.of(SYNC, BACKFILL, RUN);

  /** One that a fault can come upon. */
  static Job any(Random random, Fault fault) {
    List<Job> jobs = fault.isOfMysql() ? READING_MYSQL : List.of(values());
    return jobs.get(random.nextInt(jobs.size()));
  }

  String command() {
    return name().toLowerCase(Locale.ROOT);
  }
}
