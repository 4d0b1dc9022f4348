package io.saleslens.indexer.elastic;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.saleslens.indexer.retry.Attempts;
import io.saleslens.indexer.thread.OutOfMemory;
import io.saleslens.indexer.thread.WorkerThreads;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.http.entity.ContentType;
import org.elasticsearch.client.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends bulk bodies over several connections at once. At most {@code bulkConnections} bodies are in
 * flight; one more waits, so the bytes in flight are bounded. Operations that Elasticsearch has no
 * room for at the moment (429, 503) are sent again alone; a body that is too large (413) is halved.
 * Only what is wrong with a document itself (400) is a rejection; whatever else goes wrong, such as
 * a missing or blocked index, concerns all and fails the body.
 */
public final class BulkWriter implements AutoCloseable {
  private static final ContentType NDJSON = ContentType.create("application/x-ndjson");
  private static final String ONLY_NEEDED =
      "errors,items.*.status,items.*.error.type,items.*.error.reason,items.*.error.index,items.*.error.caused_by.reason";
  private static final Logger LOG = LoggerFactory.getLogger(BulkWriter.class);
  private static final int CLOSE_SECONDS = 10;
  private static final Set<Integer> BUSY_FOR_NOW = Set.of(408, 429, 503);
  private static final int BAD_DOCUMENT = 400;
  private static final int CONFLICT = 409;
  private static final int TOO_LARGE = 413;
  private static final int BUSY = 429;

  private final Elastic elastic;
  private final BulkPace pace;
  private final ExecutorService senders;

  /** Rooms for bodies: one for each that can be in flight, and the one that is being written. */
  private final Queue<JsonBuffer> spare;

  public BulkWriter(Elastic elastic) {
    this.elastic = elastic;
    int connections = elastic.settings().bulkConnections();
    this.pace = new BulkPace(elastic.settings().bulkBytes(), connections);
    this.spare = new ArrayBlockingQueue<>(connections + 1);
    this.senders = Executors.newFixedThreadPool(connections, WorkerThreads.named("bulk-sender"));
  }

  /** Size at which a body is worth sending, bytes; smaller while Elasticsearch is overloaded. */
  public int bodyBytes() {
    return pace.bytes();
  }

  /**
   * An empty body to {@link #submit}, in the room of one that is done, where there is one: arrays
   * of some megabytes are dear to make and to collect.
   */
  public BulkBody newBody() {
    JsonBuffer room = spare.poll();
    return room == null ? new BulkBody() : new BulkBody(room);
  }

  /**
   * Sends a body in the background; waits first while too many are in flight. The body is not to be
   * used any more.
   *
   * @return completes with the outcome, or exceptionally with {@link ElasticException}
   * @throws InterruptedException if interrupted while waiting for room
   */
  public CompletableFuture<BulkOutcome> submit(BulkBody body) throws InterruptedException {
    if (body.isEmpty()) {
      return CompletableFuture.completedFuture(BulkOutcome.NOTHING);
    }
    pace.begin();
    try {
      return CompletableFuture.supplyAsync(OutOfMemory.ending(() -> write(body)), senders)
          .whenComplete((outcome, failure) -> finish(body, failure == null));
    } catch (RejectedExecutionException e) {
      pace.end();
      throw e;
    }
  }

  /** What failed may still be on its way. */
  private void finish(BulkBody body, boolean answered) {
    if (answered) {
      body.bytes().clear();
      spare.offer(body.bytes());
    }
    pace.end();
  }

  /**
   * Sends a body and waits for the outcome.
   *
   * @throws ElasticException if the request as a whole failed
   */
  public BulkOutcome write(BulkBody body) {
    BulkOutcome total = BulkOutcome.NOTHING;
    BulkBody rest = body;
    Attempts attempts = elastic.begin();
    while (!rest.isEmpty()) {
      Busy busy = new Busy();
      long sentAt = System.nanoTime();
      total = total.plus(send(rest, busy));
      long answeredAt = System.nanoTime();
      pace.answered(rest.size(), sentAt, answeredAt, !busy.operations.isEmpty());
      elastic
          .meters()
          .bulk(Duration.ofNanos(answeredAt - sentAt), busy.operations.size(), pace.bytes());
      if (busy.operations.size() < rest.count()) {
        attempts.restart();
      }
      rest = rest.only(busy.operations);
      if (!rest.isEmpty()) {
        waitBeforeNext(attempts, busy);
      }
    }
    return total;
  }

  /**
   * Sends a body of which every operation must be done.
   *
   * @throws ElasticException if one is refused or left alone; it names the first
   */
  public void writeAll(BulkBody body) {
    BulkOutcome outcome = writeUnlessNewer(body);
    if (outcome.alreadyNewer() > 0) {
      throw new ElasticException(
          "Elasticsearch %s left %d documents alone, because others wrote them at the same time."
              .formatted(elastic.shownUrl(), outcome.alreadyNewer()),
          CONFLICT,
          null);
    }
  }

  /**
   * Sends a body of which every operation must be done, but for those on documents that are newer
   * than their condition says.
   *
   * @throws ElasticException if one is refused; it names the first
   */
  public BulkOutcome writeUnlessNewer(BulkBody body) {
    BulkOutcome outcome = write(body);
    requireAccepted(outcome);
    return outcome;
  }

  /**
   * @throws ElasticException if a document was refused; it names the first
   */
  void requireAccepted(BulkOutcome outcome) {
    if (!outcome.rejected().isEmpty()) {
      BulkOutcome.Rejection first = outcome.rejected().get(0);
      throw new ElasticException(
          "Elasticsearch %s refused %d documents, the first with id %s: %s"
              .formatted(elastic.shownUrl(), outcome.rejected().size(), first.id(), first.reason()),
          BAD_DOCUMENT,
          null);
    }
  }

  /** The operations of a body that there was no room for, by their place in it. */
  private static final class Busy {
    private final List<Integer> operations = new ArrayList<>();
    private String reason = "";
  }

  private void waitBeforeNext(Attempts attempts, Busy busy) {
    boolean again;
    try {
      again =
          attempts.pause(
              Duration.ZERO,
              (failed, millis) ->
                  LOG.warn(
                      "Elasticsearch {} has no room for {} bulk operations ({}), attempt {}, next in {} ms",
                      elastic.shownUrl(),
                      busy.operations.size(),
                      busy.reason,
                      failed,
                      millis));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ElasticException("Interrupted between two bulk requests.", BUSY, e);
    }
    if (!again) {
      throw new ElasticException(
          "Elasticsearch %s had no room for %d bulk operations, asked %d times: %s"
              .formatted(
                  elastic.shownUrl(), busy.operations.size(), attempts.failed(), busy.reason),
          BUSY,
          null);
    }
  }

  private BulkOutcome send(BulkBody body, Busy busy) {
    JsonNode items;
    try {
      items = request(body);
    } catch (ElasticException e) {
      if (e.status() == TOO_LARGE) {
        return sendInHalves(body, busy);
      }
      throw e;
    }
    return items.isEmpty() ? new BulkOutcome(body.count(), 0, List.of()) : sort(body, items, busy);
  }

  private BulkOutcome sendInHalves(BulkBody body, Busy busy) {
    if (body.count() == 1) {
      String reason = "the document of %d bytes is too large for a request".formatted(body.size());
      return new BulkOutcome(0, 0, List.of(new BulkOutcome.Rejection(body.idOf(0), reason)));
    }
    int half = body.count() / 2;
    return sendPart(body, 0, half, busy).plus(sendPart(body, half, body.count(), busy));
  }

  private BulkOutcome sendPart(BulkBody body, int from, int to, Busy busy) {
    Busy busyInPart = new Busy();
    BulkOutcome outcome = send(body.only(IntStream.range(from, to).boxed().toList()), busyInPart);
    busyInPart.operations.forEach(operation -> busy.operations.add(from + operation));
    busy.reason = busyInPart.reason.isEmpty() ? busy.reason : busyInPart.reason;
    return outcome;
  }

  /** What became of each operation; nothing if all were done. */
  private JsonNode request(BulkBody body) {
    Request request = new Request("POST", "/_bulk");
    request.addParameter("filter_path", ONLY_NEEDED);
    // An index that is missing must be an error, never be made with a guessed mapping.
    request.addParameter("require_alias", "true");
    JsonBuffer bytes = body.bytes();
    BodyEntity entity = new BodyEntity(bytes.array(), bytes.size(), NDJSON);
    return elastic.exchange(request, entity, BulkWriter::items);
  }

  /** Reads no further than to {@code "errors":false}, which Elasticsearch says at the beginning. */
  private static JsonNode items(InputStream answer) throws IOException {
    JsonNode items = MissingNode.getInstance();
    try (JsonParser json = Json.mapper().createParser(answer)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (field.equals("errors") && value == JsonToken.VALUE_FALSE) {
          return MissingNode.getInstance();
        }
        if (field.equals("items")) {
          items = json.readValueAsTree();
        } else {
          json.skipChildren();
        }
      }
    }
    return items;
  }

  private BulkOutcome sort(BulkBody body, JsonNode items, Busy busy) {
    long done = 0;
    long alreadyNewer = 0;
    List<BulkOutcome.Rejection> rejected = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      JsonNode item = items.get(i).elements().next();
      int status = item.path("status").asInt();
      if (!item.has("error")) {
        done++;
      } else if (status == CONFLICT) {
        alreadyNewer++;
      } else if (BUSY_FOR_NOW.contains(status)) {
        busy.operations.add(i);
        busy.reason = reason(item.path("error"));
      } else if (status == BAD_DOCUMENT
          && !item.path("error").path("type").asText().equals(Refusal.CLOSED)) {
        rejected.add(new BulkOutcome.Rejection(body.idOf(i), reason(item.path("error"))));
      } else {
        throw new ElasticException(
            "Elasticsearch %s, asked to write document %s, answered %d: %s"
                .formatted(elastic.shownUrl(), body.idOf(i), status, reason(item.path("error"))),
            status,
            null);
      }
    }
    return new BulkOutcome(done, alreadyNewer, rejected);
  }

  private static String reason(JsonNode error) {
    String cause = error.path("caused_by").path("reason").asText("");
    return Refusal.of(error) + (cause.isEmpty() ? "" : " (" + cause + ")");
  }

  /** Breaks off what is in flight; afterwards nothing is written any more. */
  @Override
  public void close() {
    senders.shutdownNow();
    try {
      if (!senders.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("A bulk request to Elasticsearch {} does not end", elastic.shownUrl());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
