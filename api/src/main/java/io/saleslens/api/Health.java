package io.saleslens.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Whether this process is alive, and whether it can do its work: the second with the state of each
 * component, so that it tells which server is at fault.
 */
final class Health implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(3);

  private final List<HealthCheck> checks;
  private final Map<HealthCheck, CompletableFuture<Optional<String>>> running =
      new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "health-check");
            thread.setDaemon(true);
            return thread;
          });

  Health(List<HealthCheck> checks) {
    this.checks = List.copyOf(checks);
  }

  /**
   * @param status up or down
   * @param components by name; absent where none was looked at
   */
  private record State(String status, Map<String, Component> components) {}

  /**
   * @param problem absent if it is up
   */
  private record Component(String status, Optional<String> problem) {
    static Component of(Optional<String> problem) {
      return new Component(upIf(problem.isEmpty()), problem);
    }
  }

  private static String upIf(boolean good) {
    return good ? "up" : "down";
  }

  void addTo(RoutesConfig routes) {
    Routes.get(routes, "/health/live", ctx -> Answers.json(ctx, new State(upIf(true), null)));
    Routes.get(routes, "/health/ready", this::ready);
  }

  private void ready(Context ctx) {
    checks.forEach(this::start);
    long deadline = System.nanoTime() + LIMIT.toNanos();
    Map<String, Component> components = new LinkedHashMap<>();
    boolean good = true;
    for (HealthCheck check : checks) {
      Optional<String> problem = await(running.get(check), deadline);
      components.put(check.name(), Component.of(problem));
      good = good && problem.isEmpty();
    }
    ctx.status(good ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    Answers.json(ctx, new State(upIf(good), components));
  }

  /** One that hangs is waited for again, not piled up. */
  private void start(HealthCheck check) {
    running.compute(
        check,
        (it, last) ->
            last == null || last.isDone()
                ? CompletableFuture.supplyAsync(it::check, threads)
                : last);
  }

  private static Optional<String> await(CompletableFuture<Optional<String>> check, long deadline) {
    try {
      return check.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return Optional.of("no answer within %d s".formatted(LIMIT.toSeconds()));
    } catch (ExecutionException e) {
      return Optional.of(e.getCause().toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
