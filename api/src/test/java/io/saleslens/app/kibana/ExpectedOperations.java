package io.saleslens.app.kibana;

import static io.saleslens.app.kibana.ExpectedRows.grouped;
import static io.saleslens.app.kibana.ExpectedRows.largest;
import static io.saleslens.app.kibana.ExpectedRows.one;
import static io.saleslens.app.kibana.ExpectedRows.row;
import static io.saleslens.app.kibana.ExpectedRows.sum;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What <em>Operations</em> must show.
 *
 * @param ledgers what was run, and what came of it
 * @param zone of the browser
 */
record ExpectedOperations(RawSales sales, Ledgers ledgers, ZoneId zone) {
  private static final double DAY_MILLIS = 86_400_000;

  /**
   * Documents, as they stand in their indices.
   *
   * @param runs of jobs
   * @param days of the day ledger
   * @param rejects of the rows refused
   */
  record Ledgers(List<JsonNode> runs, List<JsonNode> days, List<JsonNode> rejects) {}

  List<Map<String, Object>> rows(String title, Set<LocalDate> range) {
    List<JsonNode> runs = ledgers.runs();
    List<JsonNode> rejects = ledgers.rejects();
    List<JsonNode> days = ledgers.days().stream().filter(it -> range.contains(date(it))).toList();
    return switch (title) {
      case "Days that wait for a refresh" ->
          one(title, (double) days.stream().filter(ExpectedOperations::waits).count());
      case "Newest day with sales that is computed" ->
          one(
              title,
              largest(
                  days.stream().filter(it -> !waits(it)).toList(),
                  it -> date(it).toEpochDay() * DAY_MILLIS));
      case "Last sync that came to its end" ->
          one(title, newest(ended(syncs(runs), "done", "rejects"), "ended_at"));
      case "Runs that failed, were killed or refused" ->
          one(title, (double) ended(runs, "failed", "killed", "refused").size());
      case "Runs by day and outcome" ->
          grouped(runs, it -> List.of(day(it, "started_at"), text(it, "outcome")))
              .map((key, its) -> counted(its, "Runs", "Day", key.get(0), "Outcome", key.get(1)));
      case "Duration of runs, average by day" ->
          grouped(runs, it -> List.of(day(it, "started_at"), text(it, "job")))
              .map(
                  (key, its) ->
                      row("Day", key.get(0), "Job", key.get(1), "Seconds", averageSeconds(its)));
      case "Rows per run of a sync, average by day" ->
          grouped(syncs(runs), it -> day(it, "started_at")).map(ExpectedOperations::averages);
      case "Rejected rows by day and source" ->
          grouped(rejects, it -> List.of(day(it, "rejected_at"), text(it, "source")))
              .map(
                  (key, its) ->
                      counted(its, "Rejected rows", "Day", key.get(0), "Source", key.get(1)));
      case "How far each day is" -> days.stream().map(this::day).toList();
      case "Rejected rows by reason" ->
          grouped(rejects, it -> text(it, "reason")).map(ExpectedOperations::reason);
      case "Jobs" -> grouped(runs, it -> text(it, "job")).map(ExpectedOperations::job);
      default -> throw ExpectedRows.unknown(title);
    };
  }

  private static List<JsonNode> syncs(List<JsonNode> runs) {
    return runs.stream().filter(it -> text(it, "job").equals("sync")).toList();
  }

  private static List<JsonNode> ended(List<JsonNode> runs, String... outcomes) {
    return runs.stream().filter(it -> Set.of(outcomes).contains(text(it, "outcome"))).toList();
  }

  private static Map<String, Object> counted(List<JsonNode> all, String label, Object... key) {
    Map<String, Object> row = row(key);
    row.put(label, (double) all.size());
    return row;
  }

  private static Map<String, Object> averages(LocalDate day, List<JsonNode> runs) {
    Map<String, Object> row = row("Day", day, "Rows read", average(runs, "rows"));
    row.put("Documents written", average(runs, "written"));
    return row;
  }

  /** Of one that waits, the sales are those that were there when it was computed. */
  private Map<String, Object> day(JsonNode day) {
    double counted = sales.all(Set.of(date(day))).size();
    Map<String, Object> row = row("Business day", date(day), "Waits", waits(day) ? 1.0 : 0.0);
    row.put("Sales", waits(day) ? day.path("sales").asDouble() : counted);
    row.put("Last change read", newest(List.of(day), "synced_at"));
    row.put("Computed at", newest(List.of(day), "computed_at"));
    return row;
  }

  private static Map<String, Object> reason(String reason, List<JsonNode> rejects) {
    return counted(
        rejects, "Rejected rows", "Reason", reason, "Newest", newest(rejects, "rejected_at"));
  }

  private static Map<String, Object> job(String job, List<JsonNode> runs) {
    Map<String, Object> row = counted(runs, "Runs", "Job", job);
    row.put("Last began", newest(runs, "started_at"));
    row.put("Average seconds", averageSeconds(runs));
    row.put("Longest seconds", largest(runs, it -> it.path("millis").asDouble()) / 1000);
    row.put("Rows read", total(runs, "rows"));
    row.put("Documents written", total(runs, "written"));
    row.put("Late rows", total(runs, "late_rows"));
    row.put("Rows rejected", total(runs, "rejects"));
    row.put("Differences found", total(runs, "differences"));
    return row;
  }

  private static double averageSeconds(List<JsonNode> runs) {
    return average(runs, "millis") / 1000;
  }

  private static LocalDate date(JsonNode day) {
    return LocalDate.parse(text(day, "date"));
  }

  private static boolean waits(JsonNode day) {
    return day.path("dirty").asBoolean();
  }

  private LocalDate day(JsonNode document, String field) {
    return Instant.parse(text(document, field)).atZone(zone).toLocalDate();
  }

  private static String text(JsonNode document, String field) {
    return document.path(field).asText();
  }

  private static Double newest(List<JsonNode> documents, String field) {
    return documents.stream()
        .filter(it -> it.hasNonNull(field))
        .map(it -> (double) Instant.parse(text(it, field)).toEpochMilli())
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  /** Of those that have a number: a run that failed has none. */
  private static double average(List<JsonNode> documents, String field) {
    return documents.stream()
        .filter(it -> it.hasNonNull(field))
        .mapToLong(it -> it.path(field).asLong())
        .average()
        .orElseThrow();
  }

  private static double total(List<JsonNode> documents, String field) {
    return sum(documents, it -> it.path(field).asDouble());
  }
}
