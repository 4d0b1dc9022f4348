package io.saleslens.indexer;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a check of the sales found.
 *
 * @param readThrough every change that was committed before this instant, by MySQL's clock, should
 *     be in; empty if nothing was read completely yet, and so everything is still to come
 * @param deep whether every field of every sale was compared, or only those that numbers are made
 *     from
 * @param daysChecked business days that have a sale in MySQL or a document
 * @param rowsRead sales in MySQL
 * @param documents sales in the index
 * @param rejected rows that are no sale; they stand in the rejects and are no difference
 * @param uncounted sales in MySQL that count nowhere
 * @param flaws what is wrong with the index as a whole, a sentence each: names, documents of no
 *     day, totals; empty where only some days were looked at
 * @param days the business days that differ, in order
 */
public record SalesCheckReport(
    Optional<Instant> readThrough,
    boolean deep,
    long daysChecked,
    long rowsRead,
    long documents,
    long rejected,
    Uncounted uncounted,
    List<String> flaws,
    List<Day> days) {

  public SalesCheckReport {
    flaws = List.copyOf(flaws);
    days = List.copyOf(days);
  }

  /**
   * Sales of one state.
   *
   * @param number how many
   * @param amount sum of their amounts, minor units
   */
  public record Sum(long number, BigInteger amount) {}

  /**
   * A day's sales on one side.
   *
   * @param counted not canceled, and of an amount above zero
   * @param canceled canceled
   * @param other all others
   */
  public record Side(Sum counted, Sum canceled, Sum other) {}

  /** How a sale can differ. */
  public enum Kind {
    /** A row that has no document on its day. */
    MISSING,
    /** The document does not say what the row says. */
    DIFFERENT,
    /** A document whose row is gone, is no sale, or is of another day now. */
    SURPLUS,
    /** The row changed since the last sync; the next one brings it. No difference. */
    PENDING
  }

  /**
   * One of the sales that differ.
   *
   * @param id of the sale
   */
  public record Example(Kind kind, String id) {}

  /**
   * A business day that differs.
   *
   * @param source as MySQL has it
   * @param index as the index has it
   * @param missing sales, as are the next three, by {@link Kind}
   * @param examples a few of them, of each kind the first that were found
   */
  public record Day(
      LocalDate date,
      Side source,
      Side index,
      long missing,
      long different,
      long surplus,
      long pending,
      List<Example> examples) {

    public Day {
      examples = List.copyOf(examples);
    }

    /** Whether nothing but the next sync is to be waited for. */
    public boolean isClean() {
      return missing == 0 && different == 0 && surplus == 0;
    }
  }

  /** Whether the index has what MySQL had when it was read last. */
  public boolean isClean() {
    return flaws.isEmpty() && days.stream().allMatch(Day::isClean);
  }

  /** The report as lines of text to be shown to people, with columns where days differ. */
  public String table() {
    return SalesCheckTable.of(this);
  }
}
