package io.saleslens.app.pipeline;

import io.saleslens.fraud.CheckReport;
import io.saleslens.indexer.SalesCheckReport;
import java.util.Locale;
import java.util.Optional;

/**
 * What a verify found, and what it mended.
 *
 * @param job its name
 * @param sales how the index differs from MySQL
 * @param computed how AOV, suspects and the day ledger differ from what the sales come to
 * @param repaired what was done about it; absent where only looked
 * @param millis how long it took
 */
public record VerifyReport(
    String job,
    SalesCheckReport sales,
    CheckReport computed,
    Optional<Repaired> repaired,
    long millis)
    implements JobResult {

  /**
   * A repair.
   *
   * @param salesWritten documents of sales written anew
   * @param salesRemoved documents of sales deleted
   * @param daysComputed business days computed again
   * @param sales how the index differs from MySQL afterwards
   * @param computed how what is computed differs from the sales afterwards
   */
  public record Repaired(
      long salesWritten,
      long salesRemoved,
      long daysComputed,
      SalesCheckReport sales,
      CheckReport computed) {}

  /** Whether everything is right now. */
  public boolean isClean() {
    return repaired
        .map(it -> it.sales().isClean() && it.computed().agrees())
        .orElse(sales.isClean() && computed.agrees());
  }

  /** Whether that is known of all days: none of them still waits for a refresh. */
  boolean provesAll() {
    return isClean() && lastComputed().dirtyDays().isEmpty();
  }

  private CheckReport lastComputed() {
    return repaired.map(Repaired::computed).orElse(computed);
  }

  private long differingDays() {
    return sales.days().stream().filter(day -> !day.isClean()).count()
        + computed.differences().size()
        + computed.failed().size()
        + computed.flaws().size()
        + sales.flaws().size();
  }

  @Override
  public Outcome outcome() {
    return isClean() ? Outcome.DONE : Outcome.DIFFERENCES;
  }

  @Override
  public Optional<String> error() {
    return FailedDays.named(lastComputed().failed());
  }

  @Override
  public Counts counts() {
    return new Counts(
        sales.rowsRead(),
        repaired.map(Repaired::salesWritten).orElse(0L),
        0,
        0,
        Math.max(sales.daysChecked(), computed.days()),
        0,
        differingDays());
  }

  @Override
  public String summary() {
    String found =
        differingDays() == 0
            ? line(
                "verify: nothing differs in %,d sales of %,d days",
                sales.rowsRead(), sales.daysChecked())
            : line("verify: %,d differences", differingDays());
    String mended =
        repaired
            .filter(it -> differingDays() > 0)
            .map(
                it ->
                    line(
                        "; repaired: %,d sales written, %,d deleted, %,d days computed%s",
                        it.salesWritten(),
                        it.salesRemoved(),
                        it.daysComputed(),
                        isClean() ? "" : "; NOT all of them are gone"))
            .orElse("");
    return found + mended + line("; took %.1f s", millis / 1000.0);
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
