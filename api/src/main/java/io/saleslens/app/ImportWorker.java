package io.saleslens.app;

import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.Trigger;
import io.saleslens.indexer.Progress;
import io.saleslens.indexer.imports.Imports;
import io.saleslens.indexer.imports.ImportsUnavailableException;
import io.saleslens.indexer.thread.OutOfMemory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Indexes what was imported, soon after it came: in a thread of its own, which waits like any job
 * while another writes. What it leaves, as when a server is away, the next sync does.
 */
final class ImportWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ImportWorker.class);
  private static final int SECONDS_TO_STOP = 30;

  private final Pipeline pipeline;
  private final AtomicBoolean isAsked = new AtomicBoolean();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread made = new Thread(work, "imports");
            made.setDaemon(true);
            return made;
          });

  ImportWorker(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /** Takes up what an earlier process left behind. */
  void start() {
    pipeline
        .imports()
        .ifPresent(
            imports -> {
              cleanUp(imports);
              if (imports.hasUnfinished()) {
                index();
              }
            });
  }

  /** What cannot be tidied up now is so at the next start. */
  private static void cleanUp(Imports imports) {
    try {
      imports.cleanUp();
    } catch (ImportsUnavailableException e) {
      LOG.error("{}", e.getMessage());
    }
  }

  /** Has what was imported until now indexed; however often it is asked meanwhile, once more. */
  void index() {
    if (pipeline.imports().isPresent() && isAsked.compareAndSet(false, true)) {
      thread.execute(OutOfMemory.endingTask(this::run));
    }
  }

  private void run() {
    isAsked.set(false);
    try {
      if (pipeline.imports().map(Imports::hasUnfinished).orElse(false)) {
        pipeline.indexImports(Trigger.IMPORT, Progress.NONE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("import failed, the next sync tries again: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      thread.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
