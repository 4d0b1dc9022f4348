package io.saleslens.app;

import io.javalin.Javalin;
import io.saleslens.indexer.thread.OutOfMemory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/** A program that runs out of memory where libraries catch every error, and waits. */
public final class Exhausting {
  private static final List<byte[]> HELD = new ArrayList<>();

  private Exhausting() {}

  /**
   * @param arguments where
   */
  public static void main(String[] arguments) throws Exception {
    OutOfMemory.watchThreads();
    switch (arguments[0]) {
      case "thread" -> new Thread(Exhausting::exhaust, "exhausted").start();
      case "future" ->
          CompletableFuture.supplyAsync(OutOfMemory.ending(Exhausting::exhaust), it -> start(it));
      case "call" ->
          Executors.newSingleThreadExecutor()
              .submit(OutOfMemory.endingCall(() -> exhaust()))
              .isDone();
      case "timer" ->
          Executors.newSingleThreadScheduledExecutor()
              .schedule(OutOfMemory.endingTask(Exhausting::exhaust), 1, TimeUnit.MILLISECONDS);
      case "cause" -> wrapped();
      case "quartz" -> quartz();
      case "request" -> request();
      case "swallowed" -> swallowed();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    System.out.println("lives on");
    Thread.sleep(TimeUnit.MINUTES.toMillis(1));
  }

  private static void start(Runnable task) {
    new Thread(task).start();
  }

  private static int exhaust() {
    while (HELD.size() < Integer.MAX_VALUE) {
      HELD.add(new byte[1 << 20]);
    }
    return HELD.size();
  }

  private static void wrapped() {
    try {
      exhaust();
    } catch (OutOfMemoryError e) {
      OutOfMemory.endIf(new IllegalStateException("Writing failed", e));
    }
  }

  private static void swallowed() {
    try {
      exhaust();
    } catch (OutOfMemoryError e) {
      HELD.clear();
    }
  }

  /** A job of somebody else's. */
  public static final class Greedy implements Job {
    @Override
    public void execute(JobExecutionContext context) {
      exhaust();
    }
  }

  private static void quartz() throws Exception {
    Scheduler scheduler = new StdSchedulerFactory().getScheduler();
    scheduler.scheduleJob(
        JobBuilder.newJob(Greedy.class).build(),
        TriggerBuilder.newTrigger().startAt(new Date()).build());
    scheduler.start();
  }

  private static void request() throws Exception {
    Javalin server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.routes.get("/", ctx -> ctx.result("" + exhaust()));
            });
    server.start("127.0.0.1", 0);
    HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/")).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
