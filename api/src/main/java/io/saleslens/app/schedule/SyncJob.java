package io.saleslens.app.schedule;

import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.Trigger;
import io.saleslens.indexer.Progress;
import org.quartz.DisallowConcurrentExecution;

/** Brings what changed in MySQL and computes what depends on it. */
@DisallowConcurrentExecution
final class SyncJob extends PipelineJob {
  private final Pipeline pipeline;

  SyncJob(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  void run(Trigger trigger) throws InterruptedException {
    pipeline.sync(trigger, Progress.NONE);
  }
}
