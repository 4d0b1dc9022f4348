package io.saleslens.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.Settings;
import io.saleslens.app.pipeline.Trigger;
import io.saleslens.indexer.Progress;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.thread.WorkerThreads;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** All lines of a run of a job can be found together. */
class LogContextTest extends WithServers {
  private final Logger logger = (Logger) LoggerFactory.getLogger("io.saleslens");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private Level level;

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    level = logger.getLevel();
    logger.setLevel(Level.DEBUG);
  }

  @AfterEach
  void stop() {
    logger.setLevel(level);
    logger.detachAppender(lines);
  }

  @Test
  void linesOfARunNameTheJobAndTheRunAndNoLineAfterItDoes() throws Exception {
    table.insert(TestSale.of(1));
    try (Pipeline pipeline =
        new Pipeline(
            Settings.load(Optional.empty(), TestEnvironment.of(settings)), Clock.systemUTC())) {
      pipeline.init();
      pipeline.sync(Trigger.COMMAND, Progress.NONE);
      pipeline.backfill(Optional.empty(), Optional.empty(), Trigger.COMMAND, Progress.NONE);
    }
    List<ILoggingEvent> summaries =
        lines.list.stream().filter(it -> it.getFormattedMessage().contains("rows read")).toList();
    assertThat(summaries)
        .extracting(it -> it.getMDCPropertyMap().get("job"))
        .containsExactly("sync", "backfill");
    assertThat(summaries)
        .extracting(it -> it.getMDCPropertyMap().get("run"))
        .doesNotContainNull()
        .doesNotHaveDuplicates();
    assertThat(MDC.get("job")).isNull();
    assertThat(MDC.get("run")).isNull();
  }

  @Test
  void aWorkerCarriesWhatTheThreadCarriesThatBeganTheWork() {
    List<String> seen =
        IntStream.range(0, 2)
            .mapToObj(
                run -> {
                  MDC.put("run", "run-" + run);
                  CompletableFuture<String> found = new CompletableFuture<>();
                  WorkerThreads.named("worker")
                      .newThread(() -> found.complete(MDC.get("run")))
                      .start();
                  MDC.remove("run");
                  return found.join();
                })
            .toList();
    assertThat(seen).containsExactly("run-0", "run-1");
  }
}
