package io.saleslens.app.schedule;

import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.Trigger;
import io.saleslens.indexer.Progress;
import java.util.Optional;
import org.quartz.DisallowConcurrentExecution;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Proves the numbers of all days. It mends nothing: who is to know why something differs? */
@DisallowConcurrentExecution
final class VerifyJob extends PipelineJob {
  private static final Logger LOG = LoggerFactory.getLogger(VerifyJob.class);

  private final Pipeline pipeline;

  VerifyJob(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  void run(Trigger trigger) throws InterruptedException {
    boolean clean =
        pipeline
            .verify(Optional.empty(), Optional.empty(), false, false, trigger, Progress.NONE)
            .isClean();
    if (!clean) {
      LOG.warn(
          "verify found differences; './saleslens verify' shows them, 'verify --repair' mends them");
    }
  }
}
