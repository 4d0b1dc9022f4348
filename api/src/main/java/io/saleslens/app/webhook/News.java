package io.saleslens.app.webhook;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.aggregations.StatsAggregate;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.Hits;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Indices;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Finds what is to be told, in what jobs have written. It is found by looking, not by being told,
 * so that nothing gets lost when the process dies, and so that what other instances and commands do
 * is found, too.
 */
final class News {
  private static final List<String> FAILURES = List.of("failed", "killed", "differences");
  private static final int PART = 500;

  private final Elastic elastic;
  private final IndexNames names;
  private final Clock clock;

  /** What was seen last, to know whether anything came since. */
  private StatsAggregate seen;

  private Instant seenFrom;

  News(Elastic elastic, IndexNames names, Clock clock) {
    this.elastic = elastic;
    this.names = names;
    this.clock = clock;
  }

  /** A group of suspect sales, as it is told. */
  private record Suspects(
      String storeId,
      String businessDate,
      String rule,
      String groupId,
      long repeatCount,
      long amountSale,
      long weekUnitPrice,
      double aovRatio,
      String cardNumber,
      String link) {

    static Suspects of(ObjectNode sale) {
      String group = sale.path("group_id").asText();
      return new Suspects(
          sale.path("store_id").asText(),
          sale.path("business_date").asText(),
          sale.path("rule").asText(),
          group,
          sale.path("repeat_count").asLong(),
          sale.path("amount_sale").asLong(),
          sale.path("week_unit_price").asLong(),
          sale.path("aov_ratio").asDouble(),
          sale.path("card_number").asText(null),
          "/api/v1/frauds/groups/" + encoded(group));
    }
  }

  /** A run of a job, as it is told. */
  private record FailedRun(
      String job,
      String runId,
      String outcome,
      String error,
      String startedAt,
      String endedAt,
      String link) {

    static FailedRun of(String id, ObjectNode run) {
      String job = run.path("job").asText();
      return new FailedRun(
          job,
          id,
          run.path("outcome").asText(),
          run.path("error").asText(null),
          run.path("started_at").asText(),
          run.path("ended_at").asText(null),
          "/api/v1/jobs/%s/runs/%s".formatted(encoded(job), encoded(id)));
    }
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Makes what was written until now visible to the others. */
  void refresh() {
    Indices indices = new Indices(elastic);
    Stream.of(names.jobRuns(), names.frauds()).forEach(indices::refresh);
  }

  /**
   * The start of the oldest run that is under way or was killed without anybody having noticed yet:
   * what was written since then may not all be there; now if there is none.
   */
  Instant oldestUnderWay() {
    StatsAggregate starts = stats(names.jobRuns(), term("outcome", "running"), "started_at");
    return starts.count() == 0 ? clock.instant() : Instant.ofEpochMilli((long) starts.min());
  }

  /** The runs that failed among those that began since an instant. */
  void failures(Instant since, Consumer<List<Event>> sink) {
    Parts parts = new Parts(sink);
    Query failed =
        Query.of(
            q ->
                q.bool(
                    b ->
                        b.filter(since("started_at", since))
                            .filter(
                                f ->
                                    f.terms(
                                        t ->
                                            t.field("outcome")
                                                .terms(
                                                    v ->
                                                        v.value(
                                                            FAILURES.stream()
                                                                .map(FieldValue::of)
                                                                .toList()))))));
    Hits.forEach(
        elastic,
        names.jobRuns(),
        failed,
        List.of("started_at", "run_id"),
        hit ->
            parts.add(
                Event.of(
                    EventType.JOB_FAILED,
                    hit.id(),
                    clock.instant(),
                    FailedRun.of(hit.id(), hit.source()))));
    parts.end();
  }

  /** The groups that sales were written of since an instant; none if nothing was since the last. */
  void suspects(Instant since, Consumer<List<Event>> sink) {
    Query written = since("detected_at", since);
    StatsAggregate now = stats(names.frauds(), written, "detected_at");
    if (since.equals(seenFrom) && same(now, seen)) {
      return;
    }
    allSuspects(written, sink);
    seen = now;
    seenFrom = since;
  }

  private static boolean same(StatsAggregate one, StatsAggregate other) {
    return one.count() == other.count() && one.sum() == other.sum();
  }

  /** All groups. */
  void allSuspects(Consumer<List<Event>> sink) {
    allSuspects(Query.of(q -> q.matchAll(m -> m)), sink);
  }

  private void allSuspects(Query query, Consumer<List<Event>> sink) {
    Parts parts = new Parts(sink);
    String[] group = {""};
    Hits.forEach(
        elastic,
        names.frauds(),
        query,
        List.of("group_id", "id"),
        hit -> {
          Suspects suspects = Suspects.of(hit.source());
          if (!suspects.groupId().equals(group[0])) {
            group[0] = suspects.groupId();
            parts.add(Event.of(EventType.SUSPECTS_NEW, group[0], clock.instant(), suspects));
          }
        });
    parts.end();
  }

  /** Hands events on some at a time. */
  private static final class Parts {
    private final Consumer<List<Event>> sink;
    private final List<Event> part = new ArrayList<>();

    Parts(Consumer<List<Event>> sink) {
      this.sink = sink;
    }

    void add(Event event) {
      part.add(event);
      if (part.size() == PART) {
        end();
      }
    }

    void end() {
      sink.accept(List.copyOf(part));
      part.clear();
    }
  }

  private static Query since(String field, Instant since) {
    return Query.of(q -> q.range(r -> r.date(d -> d.field(field).gte(since.toString()))));
  }

  private static Query term(String field, String value) {
    return Query.of(q -> q.term(t -> t.field(field).value(value)));
  }

  private StatsAggregate stats(String index, Query query, String field) {
    SearchRequest request =
        SearchRequest.of(
            s ->
                s.index(index)
                    .query(query)
                    .size(0)
                    .allowPartialSearchResults(false)
                    .aggregations("stats", a -> a.stats(t -> t.field(field))));
    return elastic
        .ask("search " + index, client -> client.search(request, Void.class))
        .aggregations()
        .get("stats")
        .stats();
  }
}
