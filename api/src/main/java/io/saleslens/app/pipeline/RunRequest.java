package io.saleslens.app.pipeline;

import io.saleslens.api.RunOrder;

/**
 * What is to be run.
 *
 * @param job its name
 * @param trigger what makes it run
 * @param order what it is to do
 */
record RunRequest(String job, Trigger trigger, RunOrder order) {
  /** What can be done as a whole only. */
  static RunRequest of(String job, Trigger trigger) {
    return new RunRequest(job, trigger, RunOrder.ALL);
  }
}
