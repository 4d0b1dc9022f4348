package io.saleslens.indexer;

import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.settings.SettingsException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the days that differ, by reading each side once. Holds the tallies of all days. */
final class DayComparison {
  private static final Logger LOG = LoggerFactory.getLogger(DayComparison.class);

  /** Rows after which progress is told. */
  private static final int STEP = 1_000;

  private final Optional<LocalDate> from;
  private final Optional<LocalDate> to;
  private final Progress progress;
  private final NavigableMap<LocalDate, DayTally> tallies = new TreeMap<>();
  private final List<String> unreadable = new ArrayList<>();
  private long sales;
  private long rejected;
  private Uncounted uncounted = Uncounted.NONE;

  /**
   * @param from first business day, or empty for no bound
   * @param to last business day, included, or empty for no bound
   */
  DayComparison(Optional<LocalDate> from, Optional<LocalDate> to, Progress progress) {
    this.from = from;
    this.to = to;
    this.progress = progress;
  }

  void readRows(SourceRows rows) throws InterruptedException {
    long before = sales + rejected;
    progress.begin("reading MySQL", rows.count(from, to));
    rows.forEach(from, to, row -> add(row, before));
    progress.advance((sales + rejected - before) % STEP);
  }

  private void add(Row row, long before) {
    if (row instanceof Row.Sale sale) {
      if (isInRange(sale.businessDate())) {
        tallies
            .computeIfAbsent(sale.businessDate(), day -> new DayTally())
            .add(sale.id(), sale.group());
        uncounted = uncounted.plus(Uncounted.of(sale.group()));
        sales++;
      }
    } else {
      rejected++;
    }
    if ((sales + rejected - before) % STEP == 0) {
      progress.advance(STEP);
    }
  }

  private boolean isInRange(LocalDate day) {
    return from.map(it -> !day.isBefore(it)).orElse(true)
        && to.map(it -> !day.isAfter(it)).orElse(true);
  }

  /**
   * Reads the documents, day by day.
   *
   * @param all whether days that agree are to be looked into as well
   * @return the days to be looked into
   */
  NavigableMap<LocalDate, DayFindings> differing(
      IndexedDays indexed, SaleGroups groups, boolean all) throws InterruptedException {
    NavigableMap<LocalDate, DayFindings> differing = new TreeMap<>();
    TreeSet<LocalDate> days = days(indexed);
    progress.beginDays("comparing days", days.size());
    for (LocalDate day : days) {
      if (Thread.interrupted()) {
        throw new InterruptedException("Stopped while comparing days");
      }
      DayTally inTable = tallies.getOrDefault(day, new DayTally());
      DayTally inIndex = new DayTally();
      if (!reads(groups, day, inIndex)) {
        continue;
      }
      if (all || !inTable.isAlike(inIndex) || indexed.hasMisplaced(day)) {
        differing.put(day, new DayFindings(inTable, inIndex));
      }
      progress.advance(1);
    }
    return differing;
  }

  /** A day that cannot be read fails alone; a server that fails is no fault of a day. */
  private boolean reads(SaleGroups groups, LocalDate day, DayTally tally) {
    try {
      groups.forEachSale(day, tally::add);
      return true;
    } catch (ElasticException | SettingsException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("The documents of {} could not be read", day, e);
      unreadable.add("The documents of %s could not be read: %s".formatted(day, e.getMessage()));
      return false;
    }
  }

  /** What could not be compared, a sentence each. */
  List<String> unreadable() {
    return unreadable;
  }

  /** The days that either side has. */
  TreeSet<LocalDate> days(IndexedDays indexed) {
    TreeSet<LocalDate> days = new TreeSet<>(tallies.keySet());
    days.addAll(indexed.documents().keySet());
    return days;
  }

  long sales() {
    return sales;
  }

  long rejected() {
    return rejected;
  }

  Uncounted uncounted() {
    return uncounted;
  }
}
