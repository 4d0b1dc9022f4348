package io.saleslens.app.demo;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Makes up the demo's sales: shops of different kinds with their own hours, prices and regulars,
 * cancellations, late rows, a few odd ones, and planted frauds.
 *
 * <p>Under the contract's default settings the rule {@code repeat-amount} finds the planted sales,
 * all of them and no others. There is one planted group for every 4,000 sales, but three from 150
 * sales on and one from 50, as far as shops with a baseline and days with three sales or more are
 * there; with a single day there is none. Among the other sales are repeats that only look like
 * fraud: too few, too small, not equal, or in a shop without a baseline.
 *
 * <p>Stateless and safe for use by several threads.
 */
public final class SalesGenerator {
  private final DemoSettings settings;

  /**
   * Does nothing yet.
   *
   * @param settings never null
   */
  public SalesGenerator(DemoSettings settings) {
    this.settings = Objects.requireNonNull(settings, "settings");
  }

  /**
   * Makes the sales and hands them on one by one, by ascending id and {@code created}, thus by day
   * of sale but for rows written late. The same sales each time. Needs memory for the shops and
   * about one day's sales, however many there are in all.
   *
   * @param sink takes each sale in the calling thread; what it throws ends the generation; never
   *     null
   * @return the planted groups by day, immutable
   */
  public List<PlantedFraud> generate(Consumer<? super DemoSale> sink) {
    Objects.requireNonNull(sink, "sink");
    return new SalesRun(settings, sink::accept).run();
  }
}
