package io.saleslens.app.pipeline;

import io.saleslens.app.pipeline.VerifyReport.Repaired;
import io.saleslens.fraud.CheckReport;
import io.saleslens.fraud.Refresh;
import io.saleslens.fraud.RefreshReport;
import io.saleslens.indexer.Progress;
import io.saleslens.indexer.SalesCheck;
import io.saleslens.indexer.SalesCheckReport;
import io.saleslens.indexer.SalesRepairReport;
import java.time.LocalDate;
import java.util.Optional;

/** Proves the numbers, link by link: the sales from MySQL, and what is computed from the sales. */
final class Verification {
  private final SalesCheck sales;
  private final Refresh refresh;
  private final Optional<LocalDate> from;
  private final Optional<LocalDate> to;
  private final boolean deep;
  private final Progress progress;

  Verification(
      SalesCheck sales,
      Refresh refresh,
      Optional<LocalDate> from,
      Optional<LocalDate> to,
      boolean deep,
      Progress progress) {
    this.sales = sales;
    this.refresh = refresh;
    this.from = from;
    this.to = to;
    this.deep = deep;
    this.progress = progress;
  }

  /** Looks, and writes nothing. */
  VerifyReport look() throws InterruptedException {
    long start = System.nanoTime();
    SalesCheckReport found = sales.check(from, to, deep, progress);
    CheckReport computed = refresh.check(from, to, progress);
    return new VerifyReport("verify", found, computed, Optional.empty(), millisSince(start));
  }

  /** Looks, mends what differs, and looks again at what was mended. */
  VerifyReport repair() throws InterruptedException {
    long start = System.nanoTime();
    SalesRepairReport repair = sales.repair(from, to, deep, progress);
    SalesCheckReport found = repair.found();
    // Days that the repair has marked dirty are left out here, as they are computed in any case.
    CheckReport computed = refresh.check(from, to, progress);
    RefreshReport refreshed = refresh.mend(computed, progress);
    Repaired repaired =
        new Repaired(
            repair.written(),
            repair.removed(),
            refreshed.dailyDays(),
            found.isClean() ? found : sales.check(from, to, deep, progress),
            refreshed.dailyDays() == 0 && computed.flaws().isEmpty()
                ? computed
                : refresh.check(from, to, progress));
    return new VerifyReport("verify", found, computed, Optional.of(repaired), millisSince(start));
  }

  private static long millisSince(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }
}
