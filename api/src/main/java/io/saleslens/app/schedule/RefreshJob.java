package io.saleslens.app.schedule;

import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.Trigger;
import io.saleslens.indexer.Progress;
import java.util.Optional;
import org.quartz.DisallowConcurrentExecution;

/** Computes the days that are still dirty. */
@DisallowConcurrentExecution
final class RefreshJob extends PipelineJob {
  private final Pipeline pipeline;

  RefreshJob(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  void run(Trigger trigger) throws InterruptedException {
    pipeline.refresh(Optional.empty(), Optional.empty(), trigger, Progress.NONE);
  }
}
