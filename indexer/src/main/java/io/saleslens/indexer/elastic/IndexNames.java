package io.saleslens.indexer.elastic;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The names that others read by. Each is an alias; index versions stand behind it.
 *
 * @param prefix what all names begin with, {@code platform_} by default
 */
public record IndexNames(String prefix) {
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuu.MM", Locale.ROOT);

  /** All sales, over all months. */
  public String sales() {
    return prefix + "sales";
  }

  /** The sales of the month of a business date. */
  public String salesOf(LocalDate businessDate) {
    return sales() + "-" + MONTH.format(businessDate);
  }

  /** Daily AOV. */
  public String daily() {
    return prefix + "sales_per_price";
  }

  /** Weekly AOV. */
  public String weekly() {
    return prefix + "sales_week_per_price";
  }

  /** Suspect sales. */
  public String frauds() {
    return prefix + "fraud_sales";
  }

  /** The day ledger. */
  public String days() {
    return prefix + "days";
  }

  /** Rows that were refused. */
  public String rejects() {
    return prefix + "rejects";
  }

  /** Checkpoints and what the indices were built with. */
  public String state() {
    return prefix + "state";
  }

  /** One document for each run of a job. */
  public String jobRuns() {
    return prefix + "job_runs";
  }
}
