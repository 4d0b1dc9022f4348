package io.saleslens.app.schedule;

import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.Trigger;
import org.quartz.JobDataMap;

/** Reads one range of a backfill that is shared. */
final class RangeJob extends PipelineJob {
  private static final String FENCE = "fence";
  private static final String RANGE = "range";

  private final Pipeline pipeline;
  private final JobDataMap data;

  RangeJob(Pipeline pipeline, JobDataMap data) {
    this.pipeline = pipeline;
    this.data = data;
  }

  /** What a job must know. */
  static JobDataMap data(String fence, int range) {
    JobDataMap data = new JobDataMap();
    data.put(FENCE, fence);
    data.put(RANGE, Integer.toString(range));
    return data;
  }

  @Override
  void run(Trigger trigger) throws InterruptedException {
    pipeline.backfillRange(data.getString(FENCE), Integer.parseInt(data.getString(RANGE)));
  }
}
