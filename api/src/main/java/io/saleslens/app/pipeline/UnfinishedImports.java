package io.saleslens.app.pipeline;

import io.saleslens.indexer.imports.ImportTask;
import io.saleslens.indexer.imports.Imports;
import io.saleslens.indexer.mysql.MysqlException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The imports that are not done when a job begins, and that are done when it has ended well. */
final class UnfinishedImports {
  private static final Logger LOG = LoggerFactory.getLogger(UnfinishedImports.class);

  private final Optional<Imports> imports;

  private UnfinishedImports(Optional<Imports> imports) {
    this.imports = imports;
  }

  static UnfinishedImports in(Optional<Imports> imports) {
    return new UnfinishedImports(imports);
  }

  /** What indexes them. */
  @FunctionalInterface
  interface Work<T> {
    /**
     * @param replacedDays whose former sales may still stand in the index
     */
    T run(SortedSet<LocalDate> replacedDays) throws InterruptedException;
  }

  <T> T finish(Work<T> work) throws InterruptedException {
    if (imports.isEmpty()) {
      return work.run(new TreeSet<>());
    }
    return finish(imports.get(), work);
  }

  private static <T> T finish(Imports imports, Work<T> work) throws InterruptedException {
    List<ImportTask> tasks = imports.begin();
    try {
      T result = work.run(Imports.replacedDays(tasks));
      imports.done(tasks);
      return result;
    } catch (InterruptedException e) {
      record(() -> imports.stopped(tasks));
      throw e;
    } catch (RuntimeException e) {
      boolean stopped = Thread.currentThread().isInterrupted();
      record(
          () -> {
            if (stopped) {
              imports.stopped(tasks);
            } else {
              imports.failed(tasks, String.valueOf(e.getMessage()));
            }
          });
      throw e;
    }
  }

  /** Whatever their state says, tasks that are not done are taken up again. */
  private static void record(Runnable state) {
    try {
      state.run();
    } catch (MysqlException e) {
      LOG.warn("The state of imports could not be kept: {}", e.getMessage());
    }
  }
}
