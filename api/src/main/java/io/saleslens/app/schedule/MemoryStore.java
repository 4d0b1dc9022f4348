package io.saleslens.app.schedule;

import java.util.Optional;
import java.util.Properties;
import org.quartz.SchedulerException;
import org.quartz.simpl.RAMJobStore;

/** Keeps the schedule of this instance alone, as long as it lives. */
final class MemoryStore implements ScheduleStore {
  @Override
  public Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("org.quartz.jobStore.class", RAMJobStore.class.getName());
    return properties;
  }

  @Override
  public void plan(Planning planning) throws SchedulerException {
    planning.run();
  }

  @Override
  public Optional<RuntimeException> failure(SchedulerException failure) {
    return Optional.empty();
  }
}
