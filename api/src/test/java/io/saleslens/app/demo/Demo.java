package io.saleslens.app.demo;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** A generated demo, held in memory for a test. */
record Demo(DemoSettings settings, List<DemoSale> sales, List<PlantedFraud> planted) {
  static final LocalDate LAST_DAY = LocalDate.of(2024, 5, 31);

  static Demo of(long sales, int days, long seed) {
    return of(DemoSettings.of(sales, days, seed, LAST_DAY, ZoneId.of("Asia/Seoul")));
  }

  static Demo of(DemoSettings settings) {
    List<DemoSale> sales = new ArrayList<>();
    List<PlantedFraud> planted = new SalesGenerator(settings).generate(sales::add);
    return new Demo(settings, sales, planted);
  }

  RepeatAmountOracle oracle() {
    RepeatAmountOracle oracle = new RepeatAmountOracle();
    sales.forEach(oracle::add);
    return oracle;
  }

  Set<Long> plantedIds() {
    Set<Long> ids = new TreeSet<>();
    planted.forEach(fraud -> ids.addAll(fraud.saleIds()));
    return ids;
  }

  double share(Predicate<DemoSale> which) {
    return (double) sales.stream().filter(which).count() / sales.size();
  }
}
