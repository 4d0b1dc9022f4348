package io.saleslens.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.saleslens.indexer.thread.OutOfMemory;
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
import java.util.function.Predicate;

/**
 * Whether this process is alive, and whether it can do its work: the second with the state of each
 * component, so that it tells which server is at fault.
 */
final class Health implements Resource, AutoCloseable {
  static final String LIVE = "/health/live";

  /** So that the whole answer comes within a second, which is what most wait who ask for health. */
  private static final Duration LIMIT = Duration.ofMillis(700);

  private final Predicate<Context> trusted;
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

  /**
   * @param trusted who is told what is wrong, not just that something is
   */
  Health(List<HealthCheck> checks, Predicate<Context> trusted) {
    this.trusted = trusted;
    this.checks = List.copyOf(checks);
  }

  /**
   * @param status up or down
   * @param components by name; absent where none was looked at
   */
  private record State(String status, Map<String, Component> components) {}

  /**
   * @param problem absent if it is up, or not for the caller to know
   */
  private record Component(String status, Optional<String> problem) {
    static Component of(Optional<String> problem) {
      return new Component(upIf(problem.isEmpty()), problem);
    }

    Component withoutProblem() {
      return new Component(status, Optional.empty());
    }
  }

  private static String upIf(boolean good) {
    return good ? "up" : "down";
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.getOpen(routes, LIVE, ctx -> Answers.json(ctx, new State(upIf(true), null)));
    Routes.getOpen(routes, "/health/ready", this::ready);
  }

  private void ready(Context ctx) {
    boolean inDetail = trusted.test(ctx);
    checks.forEach(this::start);
    long deadline = System.nanoTime() + LIMIT.toNanos();
    Map<String, Component> components = new LinkedHashMap<>();
    boolean good = true;
    for (HealthCheck check : checks) {
      Optional<String> problem = await(running.get(check), deadline);
      Component component = Component.of(problem);
      components.put(check.name(), inDetail ? component : component.withoutProblem());
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
                ? CompletableFuture.supplyAsync(OutOfMemory.ending(it::check), threads)
                : last);
  }

  private static Optional<String> await(CompletableFuture<Optional<String>> check, long deadline) {
    try {
      return check.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return Optional.of("no answer within %d ms".formatted(LIMIT.toMillis()));
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
