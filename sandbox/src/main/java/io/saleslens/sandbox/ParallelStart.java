package io.saleslens.sandbox;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Starts or stops servers side by side. */
final class ParallelStart {
  /** Unpacking cannot be interrupted; all else can. */
  private static final Duration LIMIT_OF_A_CANCEL = Duration.ofMinutes(1);

  private ParallelStart() {}

  /** Starts all servers. When one does not start, the others are given up and all are stopped. */
  static void start(List<? extends SandboxServer> servers)
      throws IOException, InterruptedException {
    ExecutorService executor = executor(servers.size());
    boolean started = false;
    try {
      CompletionService<Void> starts = new ExecutorCompletionService<>(executor);
      servers.forEach(server -> starts.submit(() -> startOne(server)));
      for (int i = 0; i < servers.size(); i++) {
        starts.take().get(); // bounded by the servers' own limits
      }
      started = true;
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } finally {
      end(executor, started ? List.of() : servers);
    }
  }

  /** Stops all servers. */
  static void stop(List<? extends SandboxServer> servers) {
    List<Thread> stops =
        servers.stream().map(s -> new Thread(s::stop, "sandbox-stop-" + s.name())).toList();
    stops.forEach(Thread::start);
    boolean interrupted = false;
    for (Thread stop : stops) {
      interrupted |= join(stop);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for a thread whose own work is bounded, and says whether an interrupt came meanwhile. */
  private static boolean join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return interrupted;
  }

  private static ExecutorService executor(int threads) {
    return Executors.newFixedThreadPool(
        threads,
        task -> {
          Thread thread = new Thread(task, "sandbox-start");
          thread.setDaemon(true);
          return thread;
        });
  }

  private static Void startOne(SandboxServer server) throws IOException, InterruptedException {
    server.start();
    return null;
  }

  private static void end(ExecutorService executor, List<? extends SandboxServer> givenUp)
      throws InterruptedException {
    executor.shutdownNow();
    try {
      executor.awaitTermination(LIMIT_OF_A_CANCEL.toSeconds(), TimeUnit.SECONDS);
    } finally {
      stop(givenUp);
    }
  }

  private static IOException rethrown(Throwable cause) throws IOException, InterruptedException {
    if (cause instanceof RuntimeException e) {
      throw e;
    }
    if (cause instanceof InterruptedException e) {
      throw e;
    }
    return cause instanceof IOException e ? e : new IOException(cause);
  }
}
