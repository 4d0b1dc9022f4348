package io.saleslens.indexer.thread;

import io.saleslens.indexer.card.Masked;
import io.saleslens.indexer.settings.Shown;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when memory has run out. Whichever thread it hits, others are left with work
 * half done, and a process that goes on is alive for whoever asks and does nothing. The JVM does so
 * by itself with {@code -XX:+ExitOnOutOfMemoryError}; this is for where it was started without.
 */
public final class OutOfMemory {
  private static final Logger LOG = LoggerFactory.getLogger(OutOfMemory.class);
  private static final int FAILED = 1;
  private static final int DEEPEST = 20;
  private static final String SAID =
      "saleslens: out of memory (java.lang.OutOfMemoryError), the process ends. Nothing that was"
          + " acknowledged is lost. Give it more by SALESLENS_JAVA_OPTS=-Xmx…, or less to do at once.";

  /** For the last words; made before there is a need, as there is no room for it then. */
  private static byte[] reserve = new byte[1 << 18];

  private OutOfMemory() {}

  /** From now on the process ends when a thread does because of it. */
  public static void watchThreads() {
    Thread.UncaughtExceptionHandler usual = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> {
          endIf(failure);
          if (usual != null) {
            usual.uncaughtException(thread, failure);
          } else {
            tell(thread, failure);
          }
        });
  }

  /** As a thread group does where there is no handler. */
  private static void tell(Thread thread, Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace, true));
    System.err.print(
        "Exception in thread \""
            + thread.getName()
            + "\" "
            + Shown.lines(Masked.of(trace.toString())));
  }

  /** Ends the process if that is what a failure comes from. */
  public static void endIf(Throwable failure) {
    if (isBehind(failure)) {
      end();
    }
  }

  /** Whether memory ran out somewhere behind a failure. */
  static boolean isBehind(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (cause instanceof OutOfMemoryError) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /** Without hooks: they would need memory, and wait for threads that may never end. */
  private static void end() {
    reserve = null;
    try {
      LOG.error("{}", SAID);
    } catch (Throwable e) {
      System.err.println(SAID);
    } finally {
      Runtime.getRuntime().halt(FAILED);
    }
  }

  /** The same for an executor, which would keep the error to itself. */
  public static <T> Supplier<T> ending(Supplier<T> work) {
    return () -> {
      try {
        return work.get();
      } catch (Error e) {
        endIf(e);
        throw e;
      }
    };
  }

  /** The same for an executor, which would keep the error to itself. */
  public static <T> Callable<T> endingCall(Callable<T> work) {
    return () -> {
      try {
        return work.call();
      } catch (Error e) {
        endIf(e);
        throw e;
      }
    };
  }

  /** The same for an executor, which would keep the error to itself. */
  public static Runnable endingTask(Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (Error e) {
        endIf(e);
        throw e;
      }
    };
  }
}
