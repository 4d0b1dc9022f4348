package io.saleslens.app.schedule;

import io.saleslens.api.JobName;
import io.saleslens.api.Run;
import io.saleslens.api.RunOrder;
import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.RunGoneException;
import io.saleslens.app.pipeline.Trigger;
import io.saleslens.indexer.Progress;
import java.util.Optional;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what was asked for over the API: one run, that which has waited for longest. So whatever
 * else is due has its turn between two of them.
 */
@DisallowConcurrentExecution
final class RequestedJob extends StoppableJob {
  static final String NAME = "requested";

  private static final Logger LOG = LoggerFactory.getLogger(RequestedJob.class);

  private final Pipeline pipeline;

  RequestedJob(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  public void execute(JobExecutionContext context) {
    ends(
        NAME,
        () -> {
          Optional<Run> next = pipeline.requests().next();
          if (next.isPresent()) {
            run(next.get());
          }
        });
  }

  private void run(Run run) throws InterruptedException {
    try {
      work(run);
    } catch (RunGoneException e) {
      LOG.info("{}", e.getMessage());
    } catch (RuntimeException e) {
      if (!Thread.currentThread().isInterrupted()) {
        // Most often that is recorded already; else it would be tried for ever.
        pipeline.requests().failed(run, e);
      }
      throw e;
    }
  }

  private void work(Run run) throws InterruptedException {
    Trigger trigger = Trigger.api(run.runId());
    RunOrder order = run.order();
    switch (JobName.named(run.job()).orElseThrow()) {
      case SYNC -> pipeline.sync(trigger, Progress.NONE);
      case REFRESH -> pipeline.refresh(order.from(), order.to(), trigger, Progress.NONE);
      case BACKFILL -> pipeline.backfill(order.from(), order.to(), trigger, Progress.NONE);
      case VERIFY ->
          pipeline.verify(
              order.from(), order.to(), order.deep(), order.repair(), trigger, Progress.NONE);
      case IMPORT -> throw new IllegalStateException("Nobody can ask for a run of imports");
    }
  }
}
