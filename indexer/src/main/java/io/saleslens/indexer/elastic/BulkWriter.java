package io.saleslens.indexer.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.apache.http.entity.ContentType;
import org.elasticsearch.client.Request;

/**
 * Sends bulk bodies over several connections at once. At most {@code bulkConnections} bodies are in
 * flight; one more waits, so the bytes in flight are bounded. Operations that Elasticsearch has no
 * room for at the moment (429) are sent again alone.
 */
public final class BulkWriter implements AutoCloseable {
  private static final ContentType NDJSON = ContentType.create("application/x-ndjson");
  private static final String ONLY_NEEDED =
      "errors,items.*.status,items.*.error.type,items.*.error.reason,items.*.error.caused_by.reason";
  private static final int ATTEMPTS = 8;
  private static final int BUSY = 429;
  private static final int CONFLICT = 409;

  private final Elastic elastic;
  private final int bodyBytes;
  private final int connections;
  private final Semaphore room;
  private final ExecutorService senders;
  private final IntervalFunction pause =
      IntervalFunction.ofExponentialRandomBackoff(
          Duration.ofMillis(100), 2, 0.5, Duration.ofSeconds(10));

  public BulkWriter(Elastic elastic) {
    this.elastic = elastic;
    this.bodyBytes = elastic.settings().bulkBytes();
    this.connections = elastic.settings().bulkConnections();
    this.room = new Semaphore(connections);
    this.senders =
        Executors.newFixedThreadPool(
            connections,
            task -> {
              Thread thread = new Thread(task, "bulk-sender");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Size at which a body is worth sending, bytes. */
  public int bodyBytes() {
    return bodyBytes;
  }

  /**
   * Sends a body in the background; waits first while too many are in flight.
   *
   * @return completes with the outcome, or exceptionally with {@link ElasticException}
   * @throws InterruptedException if interrupted while waiting for room
   */
  public CompletableFuture<BulkOutcome> submit(BulkBody body) throws InterruptedException {
    if (body.isEmpty()) {
      return CompletableFuture.completedFuture(BulkOutcome.NOTHING);
    }
    room.acquire();
    return CompletableFuture.supplyAsync(() -> write(body), senders)
        .whenComplete((outcome, failure) -> room.release());
  }

  /**
   * Sends a body and waits for the outcome.
   *
   * @throws ElasticException if the request as a whole failed
   */
  public BulkOutcome write(BulkBody body) {
    BulkOutcome total = BulkOutcome.NOTHING;
    BulkBody rest = body;
    for (int attempt = 1; !rest.isEmpty(); attempt++) {
      List<Integer> busy = new ArrayList<>();
      total = total.plus(send(rest, busy));
      rest = rest.only(busy);
      if (!rest.isEmpty()) {
        waitBeforeNext(attempt, rest.count());
      }
    }
    return total;
  }

  /**
   * Sends a body of which every operation must succeed.
   *
   * @throws ElasticException if one is refused; it names the first
   */
  public void writeAll(BulkBody body) {
    BulkOutcome outcome = write(body);
    if (!outcome.rejected().isEmpty()) {
      BulkOutcome.Rejection first = outcome.rejected().get(0);
      throw new ElasticException(
          "Elasticsearch %s refused %d documents, the first with id %s: %s"
              .formatted(elastic.shownUrl(), outcome.rejected().size(), first.id(), first.reason()),
          400,
          null);
    }
  }

  private void waitBeforeNext(int attempt, int operations) {
    if (attempt == ATTEMPTS) {
      throw new ElasticException(
          "Elasticsearch %s had no room for %d bulk operations, asked %d times."
              .formatted(elastic.shownUrl(), operations, ATTEMPTS),
          BUSY,
          null);
    }
    try {
      Thread.sleep(pause.apply(attempt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ElasticException("Interrupted between two bulk requests.", BUSY, e);
    }
  }

  private BulkOutcome send(BulkBody body, List<Integer> busy) {
    Request request = new Request("POST", "/_bulk");
    request.addParameter("filter_path", ONLY_NEEDED);
    // An index that is missing must be an error, never be made with a guessed mapping.
    request.addParameter("require_alias", "true");
    JsonNode answer = elastic.send(request, NDJSON, body.toBytes(), Json.mapper()::readTree);
    if (!answer.path("errors").asBoolean()) {
      return new BulkOutcome(body.count(), 0, List.of());
    }
    return sort(body, answer.path("items"), busy);
  }

  private static BulkOutcome sort(BulkBody body, JsonNode items, List<Integer> busy) {
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
      } else if (status == BUSY) {
        busy.add(i);
      } else {
        rejected.add(new BulkOutcome.Rejection(body.idOf(i), reason(item.path("error"))));
      }
    }
    return new BulkOutcome(done, alreadyNewer, rejected);
  }

  private static String reason(JsonNode error) {
    String cause = error.path("caused_by").path("reason").asText("");
    return error.path("type").asText()
        + ": "
        + error.path("reason").asText()
        + (cause.isEmpty() ? "" : " (" + cause + ")");
  }

  @Override
  public void close() {
    senders.shutdownNow();
  }
}
