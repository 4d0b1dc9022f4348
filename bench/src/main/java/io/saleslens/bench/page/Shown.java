package io.saleslens.bench.page;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A view, from when it was asked for until it was drawn, as the browser measured it.
 *
 * @param answered milliseconds until the last answer of the API was there
 * @param drawn milliseconds until all of it was painted
 * @param requests to the API
 * @param bytes of the API's answers, headers included
 * @param rows in all its tables
 * @param slowest answer of the API, and how long it took
 */
record Shown(double answered, double drawn, long requests, long bytes, long rows, String slowest) {
  double afterAnswers() {
    return drawn - answered;
  }

  static double[] each(List<Shown> runs, ToDoubleFunction<Shown> what) {
    return runs.stream().mapToDouble(what).toArray();
  }
}
