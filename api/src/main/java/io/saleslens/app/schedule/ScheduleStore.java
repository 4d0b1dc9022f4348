package io.saleslens.app.schedule;

import java.util.Optional;
import java.util.Properties;
import org.quartz.SchedulerException;

/** Where Quartz keeps jobs and triggers. */
interface ScheduleStore {
  /** What Quartz is set up with. */
  Properties properties();

  /** Makes itself ready, then plans while no other instance that shares it does so. */
  void plan(Planning planning) throws SchedulerException;

  /** Our exception for one of Quartz' that comes from the store; empty if it does not. */
  Optional<RuntimeException> failure(SchedulerException failure);

  /** Stores jobs and triggers. */
  @FunctionalInterface
  interface Planning {
    void run() throws SchedulerException;
  }
}
