package io.saleslens.indexer.elastic;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The names that others read by. Each is an alias; index versions stand behind it.
 *
 * <p>Who writes under a lease uses the {@link #fenced} names: further aliases of the same indices,
 * which are gone as soon as another has taken the lease over.
 *
 * @param prefix what all names begin with, {@code platform_} by default
 * @param fence what all names end with; empty for the names that others read by
 */
public record IndexNames(String prefix, String fence) {
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuu.MM", Locale.ROOT);
  private static final String FENCE = ".w";

  /** The names that others read by. */
  public IndexNames(String prefix) {
    this(prefix, "");
  }

  /** The names to write by under a lease with this token. */
  public IndexNames fenced(long token) {
    return new IndexNames(prefix, FENCE + token);
  }

  /** The names that others read by. */
  public IndexNames plain() {
    return new IndexNames(prefix);
  }

  /** Whether these are the names of a lease. */
  boolean isFenced() {
    return !fence.isEmpty();
  }

  /** All sales, over all months. */
  public String sales() {
    return prefix + "sales" + fence;
  }

  /** The sales of the month of a business date. */
  public String salesOf(LocalDate businessDate) {
    return prefix + "sales-" + MONTH.format(businessDate) + fence;
  }

  /** Daily AOV. */
  public String daily() {
    return prefix + "sales_per_price" + fence;
  }

  /** Weekly AOV. */
  public String weekly() {
    return prefix + "sales_week_per_price" + fence;
  }

  /** Suspect sales. */
  public String frauds() {
    return prefix + "fraud_sales" + fence;
  }

  /** The day ledger. */
  public String days() {
    return prefix + "days" + fence;
  }

  /** Rows that were refused. */
  public String rejects() {
    return prefix + "rejects" + fence;
  }

  /** Checkpoints, the lease, and what the indices were built with. */
  public String state() {
    return prefix + "state" + fence;
  }

  /** One document for each run of a job; not fenced, as also a run that lost its lease is kept. */
  public String jobRuns() {
    return prefix + "job_runs";
  }

  /** Events for webhooks; not fenced, as whoever sends them holds no lease. */
  public String webhooks() {
    return prefix + "webhooks";
  }

  /** What is written under a lease. */
  List<String> writable() {
    return List.of(sales(), daily(), weekly(), frauds(), days(), rejects(), state());
  }

  /** What all fenced names look like, whatever the token. */
  List<String> fencedPatterns() {
    IndexNames any = new IndexNames(prefix, FENCE + "*");
    return Stream.concat(any.writable().stream(), Stream.of(prefix + "sales-*" + FENCE + "*"))
        .toList();
  }

  /** Whether a name is fenced, with whatever token. */
  static boolean isFenced(String name) {
    return name.matches(".*\\.w\\d+");
  }
}
