package io.saleslens.indexer.thread;

import java.util.Map;
import java.util.concurrent.ThreadFactory;
import org.slf4j.MDC;

/**
 * Daemon threads for parts of one piece of work, such as a run of a job. What they log carries what
 * the lines of the thread carry that began the work (the MDC), so that all lines of a run are found
 * together. Not for pools that outlive the work: a thread keeps what it was born with.
 */
public final class WorkerThreads {
  private WorkerThreads() {}

  /** Threads of this name. */
  public static ThreadFactory named(String name) {
    return task -> {
      Map<String, String> context = MDC.getCopyOfContextMap();
      Thread thread =
          new Thread(
              () -> {
                if (context != null) {
                  MDC.setContextMap(context);
                }
                task.run();
              },
              name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
