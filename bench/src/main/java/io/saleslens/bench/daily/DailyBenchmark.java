package io.saleslens.bench.daily;

import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.Settings;
import io.saleslens.app.pipeline.Trigger;
import io.saleslens.bench.measure.Contender;
import io.saleslens.bench.measure.Measured;
import io.saleslens.bench.measure.ResultTable;
import io.saleslens.bench.setup.BenchContext;
import io.saleslens.bench.setup.BenchResult;
import io.saleslens.bench.setup.BenchServers;
import io.saleslens.bench.setup.Benchmark;
import io.saleslens.bench.setup.MadeUpSales;
import io.saleslens.bench.setup.SaleTable;
import io.saleslens.indexer.Progress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Sales a second for everything that is computed. */
public final class DailyBenchmark implements Benchmark {
  private static final int DAYS = 30;
  private static final long USUAL_SALES = 2_000_000;

  /** About as many sales of a store a day as the demo has. */
  private static final int STORES = 5_000;

  /** At least, so that small tables have repeats, too. */
  private static final long SALES_OF_A_STORE = 10L * DAYS;

  /** Of the shape in which each has one sale a day. */
  private static final int MANY_STORES = 10_000;

  @Override
  public String name() {
    return "daily";
  }

  @Override
  public String shows() {
    return "Daily AOV, weekly AOV and suspects of all days, into empty indices, beside what a transform asks Elasticsearch for, which is the first of the three and approximate, and beside the same three results computed and stored in SQL. What SQL comes to must equal ours.";
  }

  @Override
  public BenchResult run(BenchContext context) throws Exception {
    long sales = context.options().rows(USUAL_SALES);
    long manyStores = Math.max(1, Math.min(MANY_STORES, sales / DAYS));
    List<Measured> measured = new ArrayList<>();
    List<ResultTable> tables = new ArrayList<>();
    for (MadeUpSales made :
        List.of(
            MadeUpSales.of(sales, DAYS, (int) Math.min(STORES, 1 + sales / SALES_OF_A_STORE)),
            MadeUpSales.of(manyStores * DAYS, DAYS, (int) manyStores))) {
      tables.add(table(context, "daily" + tables.size(), made, measured));
    }
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("sales", sales);
    parameters.put("days", DAYS);
    return new BenchResult(parameters, tables, measured);
  }

  private static ResultTable table(
      BenchContext context, String group, MadeUpSales made, List<Measured> all) throws Exception {
    BenchServers servers = context.servers();
    Settings settings = servers.settings(group, group);
    context.say().accept("making up and indexing %,d sales".formatted(made.sales()));
    new SaleTable(servers.database(), settings.source()).fill(made);
    index(settings);
    FullRefresh ours = new FullRefresh(servers, settings, made);
    Transform asked = new Transform(servers, settings.names(), made, false);
    Transform written = new Transform(servers, settings.names(), made, true);
    SqlTables sql = new SqlTables(servers, settings, made);
    sql.index();
    try {
      List<Measured> measured =
          context.comparison("sales").of(List.<Contender>of(ours, asked, written, sql));
      all.addAll(measured);
      return ResultTable.comparing(title(made), measured, note(ours.totals(), sql, asked));
    } finally {
      servers.deleteIndices(group);
    }
  }

  private static void index(Settings settings) throws InterruptedException {
    try (Pipeline pipeline = new Pipeline(settings, Clock.systemUTC())) {
      pipeline.init();
      pipeline.backfill(Optional.empty(), Optional.empty(), Trigger.COMMAND, Progress.NONE);
    }
  }

  private static String title(MadeUpSales made) {
    return String.format(
        Locale.ROOT,
        "%,d sales of %,d stores on %d days",
        made.sales(),
        made.stores(),
        made.days());
  }

  /** Refuses results that differ. */
  private static String note(Totals ours, SqlTables sql, Transform transform) {
    Totals theirs = sql.totals();
    if (!ours.equals(theirs)) {
      throw new IllegalStateException("Saleslens has %s, SQL %s".formatted(ours, theirs));
    }
    Transform.Outcome estimated = transform.outcome();
    if (estimated.dailies() != ours.dailies() || estimated.totalSale() != ours.dailySale()) {
      throw new IllegalStateException(
          "Saleslens has %s, the transform %s".formatted(ours, estimated));
    }
    return String.format(
        Locale.ROOT,
        "Saleslens and SQL agree: %,d daily and %,d weekly AOV, %,d suspects. The transform has %,d customers, of which there are %,d.",
        ours.dailies(),
        ours.weeklies(),
        ours.suspects(),
        estimated.customers(),
        ours.dailyCustomers());
  }
}
