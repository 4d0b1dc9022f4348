package io.saleslens.app.pipeline;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.OpType;
import co.elastic.clients.elasticsearch._types.Refresh;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.query_dsl.BoolQuery;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.GetResponse;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.search.Hit;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.api.JobName;
import io.saleslens.api.Jobs.Position;
import io.saleslens.api.Run;
import io.saleslens.api.RunOutcome;
import io.saleslens.api.RunProgress;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.Hits;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.retry.Patience;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The documents of {@code platform_job_runs}. Reads by id see what was written last; searches see
 * every begin and every end, but of the progress in between what the last refresh of the index saw.
 */
final class RunStore {
  private static final int CONFLICT = 409;

  /** Of progress and a cancellation that come together. */
  private static final int TRIES = 5;

  private static final Pattern SOUND_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final String REQUESTED_AT = "requested_at";

  private final Elastic elastic;
  private final Elastic impatient;
  private final String index;

  RunStore(Elastic elastic, String index) {
    this.elastic = elastic;
    this.impatient = elastic.with(Patience.QUERY);
    this.index = index;
  }

  /**
   * A run as it was read.
   *
   * @param seqNo and
   * @param primaryTerm say which write of it was seen
   */
  record Seen(Run run, long seqNo, long primaryTerm) {}

  /** What a run must be for a search to find it. */
  @FunctionalInterface
  interface Conditions extends Consumer<BoolQuery.Builder> {}

  static Conditions outcome(RunOutcome outcome) {
    return b -> b.filter(f -> f.term(t -> t.field("outcome").value(outcome.toString())));
  }

  static Conditions job(JobName job) {
    return b -> b.filter(f -> f.term(t -> t.field("job").value(job.toString())));
  }

  Optional<Seen> see(String id) {
    if (!SOUND_ID.matcher(id).matches()) {
      return Optional.empty();
    }
    GetResponse<ObjectNode> found =
        elastic.ask(
            "the run " + id, client -> client.get(g -> g.index(index).id(id), ObjectNode.class));
    return Optional.ofNullable(found.source())
        .map(it -> new Seen(run(it), found.seqNo(), found.primaryTerm()));
  }

  /**
   * @return false if there is one of that id; also if it was this very write whose answer got lost,
   *     so that it was sent again
   */
  boolean create(JobRun run) {
    try {
      elastic.ask(
          "keeping the run of " + run.job(),
          client ->
              client.index(
                  i ->
                      i.index(index)
                          .id(run.runId())
                          .requireAlias(true)
                          .opType(OpType.Create)
                          .refresh(Refresh.True)
                          .document(run)));
      return true;
    } catch (ElasticException e) {
      if (e.status() == CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  /** Writes a run, over what is kept of it; what only others write stays. */
  void keep(JobRun run) {
    elastic.ask(
        "keeping the run of " + run.job(),
        client ->
            client.<ObjectNode, JobRun>update(
                u ->
                    u.index(index)
                        .id(run.runId())
                        .requireAlias(true)
                        .retryOnConflict(TRIES)
                        .refresh(Refresh.True)
                        .doc(run)
                        .docAsUpsert(true),
                ObjectNode.class));
  }

  /**
   * Changes a run unless it was written since it was read.
   *
   * @return false if it was
   */
  boolean change(Seen seen, Object changes) {
    try {
      elastic.ask(
          "changing the run " + seen.run().runId(),
          client ->
              client.<ObjectNode, Object>update(
                  u ->
                      u.index(index)
                          .id(seen.run().runId())
                          .ifSeqNo(seen.seqNo())
                          .ifPrimaryTerm(seen.primaryTerm())
                          .refresh(Refresh.True)
                          .doc(changes),
                  ObjectNode.class));
      return true;
    } catch (ElasticException e) {
      if (e.status() == CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  /** The change of a run's error; a null is written, where a map's would be left out. */
  static ObjectNode error(String error) {
    return Json.mapper().createObjectNode().put("error", error);
  }

  /**
   * Writes how far a run is; gives up soon, as there will be another time.
   *
   * @return whether somebody asked for its end
   */
  boolean isCancelled(String id, Optional<RunProgress> progress) {
    ObjectNode now =
        impatient
            .ask(
                "progress of the run " + id,
                client ->
                    client.<ObjectNode, Object>update(
                        u ->
                            u.index(index)
                                .id(id)
                                .retryOnConflict(TRIES)
                                .doc(progress.map(it -> Map.of("progress", it)).orElse(Map.of()))
                                .source(s -> s.filter(f -> f.includes("cancel_requested_at"))),
                        ObjectNode.class))
            .get()
            .source();
    return now != null && now.hasNonNull("cancel_requested_at");
  }

  /** The runs that fulfil all conditions, newest first. */
  List<Run> newest(Optional<Position> after, int most, List<Conditions> conditions) {
    return search(SortOrder.Desc, after, most, conditions);
  }

  /** The one of them that was asked for first. */
  Optional<Run> oldest(List<Conditions> conditions) {
    return search(SortOrder.Asc, Optional.empty(), 1, conditions).stream().findFirst();
  }

  private List<Run> search(
      SortOrder order, Optional<Position> after, int most, List<Conditions> conditions) {
    SearchRequest request =
        SearchRequest.of(
            s -> {
              s.index(index)
                  .query(q -> q.bool(b -> all(b, conditions)))
                  .size(most)
                  .sort(o -> o.field(f -> f.field(REQUESTED_AT).order(order)))
                  .sort(o -> o.field(f -> f.field("run_id").order(order)))
                  .trackTotalHits(t -> t.enabled(false))
                  .allowPartialSearchResults(false);
              after.ifPresent(
                  it ->
                      s.searchAfter(
                          FieldValue.of(it.requestedAt().toEpochMilli()),
                          FieldValue.of(it.runId())));
              return s;
            });
    return elastic
        .ask("search " + index, client -> client.search(request, ObjectNode.class))
        .hits()
        .hits()
        .stream()
        .map(Hit::source)
        .map(RunStore::run)
        .toList();
  }

  private static BoolQuery.Builder all(BoolQuery.Builder query, List<Conditions> conditions) {
    conditions.forEach(it -> it.accept(query));
    return query;
  }

  /** The run that has the latest time in a field; empty if none has any. */
  Optional<Run> latest(Conditions conditions, String field) {
    Query query =
        Query.of(
            q ->
                q.bool(
                    b -> {
                      conditions.accept(b);
                      return b.filter(f -> f.exists(e -> e.field(field)));
                    }));
    return Hits.latest(elastic, index, query, field).map(RunStore::run);
  }

  private static Run run(ObjectNode document) {
    return Json.as(document, Run.class);
  }

  long count(List<Conditions> conditions) {
    return elastic
        .ask(
            "count of " + index,
            client -> client.count(c -> c.index(index).query(q -> q.bool(b -> all(b, conditions)))))
        .count();
  }
}
