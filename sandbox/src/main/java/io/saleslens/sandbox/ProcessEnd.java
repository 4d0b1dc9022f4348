package io.saleslens.sandbox;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The end of processes, waited for or brought about. */
final class ProcessEnd {
  private ProcessEnd() {}

  /**
   * Waits for a process to end, no longer than the limit, and says whether it did. An interrupt
   * does not cut the wait short, because a half-stopped server helps nobody; it is kept for the
   * caller.
   */
  static boolean await(ProcessHandle process, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    while (process.isAlive() && System.nanoTime() < deadline) {
      try {
        process.onExit().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException | TimeoutException e) {
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return !process.isAlive();
  }

  /** Kills a process and all that stem from it. */
  static void force(ProcessHandle process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
