package io.saleslens.app.schedule;

import java.util.Properties;
import org.quartz.SchedulerException;

/** Where Quartz keeps jobs and triggers. */
interface ScheduleStore {
  /** What Quartz is set up with. */
  Properties properties();

  /** Makes itself ready, then plans while no other instance that shares it does so. */
  void plan(Planning planning) throws SchedulerException;

  /** Stores jobs and triggers. */
  @FunctionalInterface
  interface Planning {
    void run() throws SchedulerException;
  }
}
