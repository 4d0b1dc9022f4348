package io.saleslens.bench.incremental;

import io.saleslens.bench.measure.Measured;
import io.saleslens.bench.measure.ResultTable;
import io.saleslens.bench.measure.Summary;
import io.saleslens.bench.setup.BenchContext;
import io.saleslens.bench.setup.BenchResult;
import io.saleslens.bench.setup.BenchServers;
import io.saleslens.bench.setup.Benchmark;
import io.saleslens.bench.setup.MadeUpSales;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** From changed rows to fresh indices: what it costs, and whether that grows with the table. */
public final class IncrementalBenchmark implements Benchmark {
  private static final long USUAL_ROWS = 1_000_000;
  private static final int TIMES = 5;
  private static final int MOST_CHANGES = 1_000;
  private static final int STORES = 300;

  @Override
  public String name() {
    return "incremental";
  }

  @Override
  public String shows() {
    return "The time from changed rows, committed in MySQL, to fresh indices: one `sync`, which"
        + " brings them and computes what depends on them. The rows are of the last seven days."
        + " The large table has five times the days of the small one, with as many sales a day.";
  }

  @Override
  public BenchResult run(BenchContext context) throws Exception {
    long rows = context.options().rows(USUAL_ROWS);
    int changes = (int) Math.min(MOST_CHANGES, Math.max(1, rows / 100));
    BenchServers servers = context.servers();
    int days = MadeUpSales.usualDays(rows);
    MadeUpSales small = MadeUpSales.of(rows, days, STORES);
    MadeUpSales large = MadeUpSales.of(rows * TIMES, days * TIMES, STORES);
    MadeUpSales manyStores = MadeUpSales.of(rows, days, STORES * TIMES);
    try (ChangedRows inSmall = new ChangedRows(servers, "small", small, changes, shown(small));
        ChangedRows inLarge = new ChangedRows(servers, "large", large, changes, shown(large));
        ChangedRows inManyStores =
            new ChangedRows(servers, "stores", manyStores, changes, shown(manyStores))) {
      List<ChangedRows> all = List.of(inSmall, inLarge, inManyStores);
      for (ChangedRows table : all) {
        context.say().accept("indexing and computing " + table.name());
        table.fill();
      }
      List<Measured> measured = context.comparison("rows").of(all);
      Map<String, Object> parameters = new LinkedHashMap<>();
      parameters.put("changed rows", changes);
      return new BenchResult(
          parameters, List.of(table(measured, all), questions(inSmall, inLarge)), measured);
    }
  }

  private static String shown(MadeUpSales made) {
    return String.format(
        Locale.ROOT, "%,d sales, %d days, %,d stores", made.sales(), made.days(), made.stores());
  }

  private static ResultTable table(List<Measured> measured, List<ChangedRows> tables) {
    ResultTable.Builder table =
        ResultTable.titled(
            "Changed rows to fresh indices",
            "Table",
            "seconds, median",
            "min",
            "max",
            "of them sync",
            "refresh",
            "times the first's cost",
            "min",
            "max");
    Measured first = measured.get(0);
    for (int i = 0; i < measured.size(); i++) {
      Measured each = measured.get(i);
      int runs = each.runs().size();
      Summary seconds = each.seconds();
      Summary cost = first.timesAsFastAs(each);
      table.row(
          each.name(),
          seconds.median(),
          seconds.min(),
          seconds.max(),
          tables.get(i).syncSeconds(runs).median(),
          tables.get(i).refreshSeconds(runs).median(),
          cost.median(),
          cost.min(),
          cost.max());
    }
    return table.build();
  }

  /** So one sees which question grows with the table. */
  private static ResultTable questions(ChangedRows small, ChangedRows large) throws Exception {
    Map<String, Questions.Cost> inSmall = small.questions().byKind();
    Map<String, Questions.Cost> inLarge = large.questions().byKind();
    ResultTable.Builder table =
        ResultTable.titled(
            "What one more sync asks Elasticsearch",
            "Question",
            "times, " + small.name(),
            "ms",
            "times, " + large.name(),
            "ms");
    Set<String> kinds = new TreeSet<>(inSmall.keySet());
    kinds.addAll(inLarge.keySet());
    for (String kind : kinds) {
      Questions.Cost few = inSmall.getOrDefault(kind, Questions.Cost.NONE);
      Questions.Cost many = inLarge.getOrDefault(kind, Questions.Cost.NONE);
      table.row(kind, few.number(), few.millis(), many.number(), many.millis());
    }
    return table.build();
  }
}
