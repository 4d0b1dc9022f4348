package io.saleslens.app.webhook;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.OpType;
import co.elastic.clients.elasticsearch._types.Refresh;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.GetResponse;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.IndexDefinition;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Indices;
import io.saleslens.indexer.elastic.Json;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Events that were found, kept until they are sent, and afterwards, so that what is found again is
 * known. An event is put in once, whoever finds it and however often.
 */
public final class Outbox {
  private static final String CURSOR = "cursor";
  private static final String PENDING = "pending";
  private static final int CONFLICT = 409;

  private final Elastic elastic;
  private final Indices indices;
  private final String index;

  Outbox(Elastic elastic, IndexNames names) {
    this.elastic = elastic;
    this.indices = new Indices(elastic);
    this.index = names.webhooks();
  }

  /** The index of events. */
  public static IndexDefinition definition(IndexNames names) {
    return IndexDefinition.of(Outbox.class, "webhooks", names.webhooks(), 1, false);
  }

  /** What becomes of an event. */
  enum State {
    /** It is to be sent. */
    PENDING,
    /** It was taken. */
    DELIVERED,
    /** Nobody took it for a day. */
    GIVEN_UP,
    /** It is not to be sent: it was there before, or nobody wants its type. */
    KNOWN;

    String shown() {
      return switch (this) {
        case PENDING -> Outbox.PENDING;
        case DELIVERED -> "delivered";
        case GIVEN_UP -> "given_up";
        case KNOWN -> "known";
      };
    }
  }

  private record Entry(String id, String type, String state, Instant createdAt, String body) {
    static Entry of(Event event, State state) {
      return new Entry(
          event.id(), event.type().shown(), state.shown(), event.createdAt(), event.body());
    }

    Event event() {
      return new Event(id, EventType.named(type).orElseThrow(), createdAt, body);
    }
  }

  /**
   * As it was read, so that it can be replaced.
   *
   * @param seqNo and
   * @param primaryTerm say which write of it was seen
   */
  record Seen(Cursor cursor, long seqNo, long primaryTerm) {}

  /** Empty before the first look. */
  Optional<Seen> cursor() {
    GetResponse<ObjectNode> found =
        elastic.ask(
            "the webhooks' cursor",
            client -> client.get(g -> g.index(index).id(CURSOR), ObjectNode.class));
    return Optional.ofNullable(found.source())
        .map(it -> new Seen(Json.as(it, Cursor.class), found.seqNo(), found.primaryTerm()));
  }

  /** Writes the cursor; false if another did meanwhile. */
  boolean replace(Optional<Seen> before, Cursor cursor) {
    try {
      elastic.ask(
          "moving the webhooks' cursor",
          client ->
              client.index(
                  i -> {
                    i.index(index).id(CURSOR).requireAlias(true).document(cursor);
                    return before.isPresent()
                        ? i.ifSeqNo(before.get().seqNo()).ifPrimaryTerm(before.get().primaryTerm())
                        : i.opType(OpType.Create);
                  }));
      return true;
    } catch (ElasticException e) {
      if (e.status() == CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  /** Puts in those that are not there yet, durably. */
  void put(Collection<Event> events, State state) {
    if (events.isEmpty()) {
      return;
    }
    BulkRequest.Builder request = new BulkRequest.Builder().index(index).requireAlias(true);
    for (Event event : events) {
      request.operations(o -> o.create(c -> c.id(event.id()).document(Entry.of(event, state))));
    }
    BulkRequest bulk = request.build();
    BulkResponse answer = elastic.ask("keeping webhook events", client -> client.bulk(bulk));
    for (BulkResponseItem item : answer.items()) {
      if (item.error() != null && item.status() != CONFLICT) {
        throw new IllegalStateException(
            "Elasticsearch %s refused webhook event %s: %s"
                .formatted(elastic.shownUrl(), item.id(), item.error().reason()));
      }
    }
  }

  /** The oldest that are to be sent, in order. */
  List<Event> pending(int most) {
    indices.refresh(index);
    SearchRequest request =
        SearchRequest.of(
            s ->
                s.index(index)
                    .query(q -> q.term(t -> t.field("state").value(FieldValue.of(PENDING))))
                    .size(most)
                    .allowPartialSearchResults(false)
                    .sort(o -> o.field(f -> f.field("created_at").order(SortOrder.Asc)))
                    .sort(o -> o.field(f -> f.field("id").order(SortOrder.Asc))));
    return elastic
        .ask("search " + index, client -> client.search(request, ObjectNode.class))
        .hits()
        .hits()
        .stream()
        .map(hit -> Json.as(hit.source(), Entry.class).event())
        .toList();
  }

  /** Says what became of one. */
  void settle(Event event, State state, Instant at) {
    elastic.ask(
        "settling webhook event " + event.id(),
        client ->
            client.update(
                u ->
                    u.index(index)
                        .id(event.id())
                        .refresh(Refresh.False)
                        .doc(Map.of("state", state.shown(), "settled_at", at.toString())),
                Object.class));
  }
}
