package io.saleslens.app.pipeline;

import io.saleslens.indexer.meter.Meters;
import java.time.Duration;

/** Is also told how jobs go. */
public interface PipelineMeters extends Meters {
  /** Counts nothing. */
  PipelineMeters NONE = new PipelineMeters() {};

  /** This process holds the lease now, or does not any more. */
  default void lease(boolean held) {}

  /**
   * A run of a job ended.
   *
   * @param outcome see {@link JobRun}
   * @param took since it began
   */
  default void jobEnded(String job, String outcome, Duration took) {}
}
