package io.saleslens.app.demo;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** The state of one generation, day after day. */
final class SalesRun {
  private final DemoSettings settings;
  private final Consumer<DemoSale> sink;
  private final PriorityQueue<Draft> drafts =
      new PriorityQueue<>(Comparator.comparingLong(Draft::created));
  private final Dice dice;
  private final List<Store> stores;
  private final Quotas quotas;
  private final Staging staging;
  private final StagedSales stagedSales;
  private final EverydaySales everydaySales;
  private final SaleWriter writer;
  private long lastId;

  SalesRun(DemoSettings settings, Consumer<DemoSale> sink) {
    this.settings = settings;
    this.sink = sink;
    dice = new Dice(settings.seed());
    Cards cards = new Cards();
    LocalTimes times = new LocalTimes(settings.zone());
    long end = LocalTimes.startOf(settings.lastDay().plusDays(1)) * LocalTimes.MICROS - 1;
    stores = new StoreFactory(settings, cards, dice).open();
    quotas = new Quotas(settings, stores, times, dice);
    staging = new Staging(new Schedule(settings, dice), dice);
    Till till = new Till(times, new RowClock(dice, times, end), drafts::add);
    stagedSales = new StagedSales(dice, cards, till);
    everydaySales = new EverydaySales(dice, cards, till);
    writer = new SaleWriter(dice, cards, times, LocalTimes.ofMicros(end));
  }

  List<PlantedFraud> run() {
    for (int i = 0; i < settings.days(); i++) {
      LocalDate date = settings.firstDay().plusDays(i);
      draftDay(i, date);
      emitUntil(LocalTimes.startOf(date.plusDays(1)) * LocalTimes.MICROS);
    }
    emitUntil(Long.MAX_VALUE);
    return stagedSales.planted();
  }

  private void draftDay(int dayIndex, LocalDate date) {
    long sales = quotas.of(dayIndex);
    if (sales == 0) {
      return;
    }
    DayRates rates = new DayRates(stores, date, dayIndex);
    Map<Long, StagedGroup> staged = staging.stage(dayIndex, date, rates.open(), sales);
    long ordinary = sales - staged.values().stream().mapToLong(g -> g.amounts().length).sum();
    int[] counts = rates.deal(ordinary, dice);
    for (int i = 0; i < counts.length; i++) {
      StagedGroup group = staged.get(stores.get(i).id());
      if (group != null || counts[i] > 0) {
        StoreDay day = new StoreDay(stores.get(i), date);
        if (group != null) {
          stagedSales.sell(day, group);
        }
        everydaySales.sell(day, counts[i], rates.fromNightBefore(i));
        day.close();
      }
    }
  }

  /** Rows written late wait here for their turn, so that ids follow the time of writing. */
  private void emitUntil(long created) {
    while (!drafts.isEmpty() && drafts.peek().created() < created) {
      Draft draft = drafts.poll();
      lastId++;
      if (draft.fraud() != null) {
        draft.fraud().add(lastId);
      }
      sink.accept(writer.write(lastId, draft));
    }
  }
}
