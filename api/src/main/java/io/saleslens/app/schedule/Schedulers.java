package io.saleslens.app.schedule;

import java.util.Properties;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.listeners.SchedulerListenerSupport;
import org.quartz.spi.JobFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes Quartz schedulers as we use them: one job at a time, and failures in a line of the log. */
final class Schedulers {
  private static final Logger LOG = LoggerFactory.getLogger(Schedulers.class);

  private Schedulers() {}

  static Scheduler oneThread(ScheduleStore store, JobFactory jobs) {
    Properties properties = store.properties();
    properties.setProperty("org.quartz.threadPool.threadCount", "1");
    // A time that is later than this, because its job or another was running, is made up for once.
    properties.setProperty("org.quartz.jobStore.misfireThreshold", "1000");
    try {
      Scheduler scheduler = make(properties);
      scheduler.setJobFactory(jobs);
      scheduler.getListenerManager().addSchedulerListener(new Failures());
      return scheduler;
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz cannot be set up", e);
    }
  }

  private static Scheduler make(Properties properties) throws SchedulerException {
    // Quartz hands out the scheduler of the same name, if the JVM has one, instead of a new one.
    synchronized (SchedulerRepository.class) {
      Scheduler made = new StdSchedulerFactory(properties).getScheduler();
      SchedulerRepository.getInstance().remove(made.getSchedulerName());
      return made;
    }
  }

  /** Asks the running job to stop, waits for it, and starts none any more. */
  static void stop(Scheduler scheduler) {
    try {
      scheduler.standby();
      for (JobExecutionContext running : scheduler.getCurrentlyExecutingJobs()) {
        scheduler.interrupt(running.getFireInstanceId());
      }
      scheduler.shutdown(true);
    } catch (SchedulerException e) {
      LOG.warn("The schedule did not stop cleanly: {}", e.getMessage());
    }
  }

  /** Quartz tries again by itself, and logs each time with a stack trace; a line does. */
  private static final class Failures extends SchedulerListenerSupport {
    @Override
    public void schedulerError(String what, SchedulerException failure) {
      LOG.error("The schedule goes on trying: {} ({})", what, rootOf(failure).getMessage());
    }

    private static Throwable rootOf(Throwable failure) {
      return failure.getCause() == null ? failure : rootOf(failure.getCause());
    }
  }
}
