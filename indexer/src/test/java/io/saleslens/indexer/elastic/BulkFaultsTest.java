package io.saleslens.indexer.elastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saleslens.indexer.elastic.FaultyServer.Answer;
import io.saleslens.indexer.elastic.FaultyServer.Asked;
import io.saleslens.indexer.retry.Patience;
import io.saleslens.indexer.testing.TestProxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a bulk body when Elasticsearch cannot or will not take it. */
class BulkFaultsTest {
  /** The default. */
  private static final int BULK_CONNECTIONS = 3;

  private static final Answer ALL_DONE = new Answer(200, "{\"errors\":false}");

  private static BulkBody body(String... ids) {
    BulkBody body = new BulkBody();
    for (String id : ids) {
      body.index("x", id, "{}".getBytes(StandardCharsets.UTF_8));
    }
    return body;
  }

  private static List<String> idsIn(Asked request) {
    return request
        .body()
        .lines()
        .filter(line -> line.contains("_id"))
        .map(line -> line.replaceAll(".*\"_id\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  /** An answer in which each operation has the status that its id asks for, or 200. */
  private static Answer byId(Asked request, Function<String, Integer> status) {
    String items =
        idsIn(request).stream()
            .map(
                id ->
                    status.apply(id) == 200
                        ? "{\"index\":{\"status\":200}}"
                        : "{\"index\":{\"status\":%d,\"error\":{\"type\":\"t\",\"reason\":\"r\",\"caused_by\":{\"reason\":\"c\"}}}}"
                            .formatted(status.apply(id)))
            .collect(Collectors.joining(","));
    return new Answer(200, "{\"errors\":true,\"items\":[" + items + "]}");
  }

  @FunctionalInterface
  private interface Check {
    void check(FaultyServer server, BulkWriter writer) throws Exception;
  }

  private static void with(Function<Asked, Answer> answers, Check check) throws Exception {
    with(answers, Patience.JOB, check);
  }

  private static void with(Function<Asked, Answer> answers, Patience patience, Check check)
      throws Exception {
    try (FaultyServer server = new FaultyServer(answers);
        Elastic elastic = new Elastic(server.settings().elastic(), patience);
        BulkWriter writer = new BulkWriter(elastic)) {
      check.check(server, writer);
    }
  }

  @ParameterizedTest
  @CsvSource({"true, gzip", "false,"})
  void bodiesAreCompressedIfAskedFor(boolean compression, String encoding) throws Exception {
    try (FaultyServer server = new FaultyServer(request -> ALL_DONE);
        Elastic elastic =
            new Elastic(
                server
                    .settings()
                    .with("elasticsearch.compression", Boolean.toString(compression))
                    .elastic());
        BulkWriter writer = new BulkWriter(elastic)) {
      assertThat(writer.write(body("a", "b"))).isEqualTo(new BulkOutcome(2, 0, List.of()));
      assertThat(server.asked()).extracting(Asked::contentEncoding).containsExactly(encoding);
      assertThat(idsIn(server.asked().get(0))).containsExactly("a", "b");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 503})
  void onlyWhatThereWasNoRoomForIsSentAgain(int busy) throws Exception {
    AtomicInteger requests = new AtomicInteger();
    with(
        request ->
            requests.incrementAndGet() == 1
                ? byId(request, id -> id.equals("b") || id.equals("d") ? busy : 200)
                : ALL_DONE,
        (server, writer) -> {
          assertThat(writer.write(body("a", "b", "c", "d")))
              .isEqualTo(new BulkOutcome(4, 0, List.of()));
          assertThat(server.asked()).hasSize(2);
          assertThat(idsIn(server.asked().get(1))).containsExactly("b", "d");
        });
  }

  /** As when the disk is full: Elasticsearch lifts the block itself once there is room again. */
  @Test
  void whatThereIsNoRoomForInTheEndFailsWithTheReason() throws Exception {
    with(
        request -> byId(request, id -> id.equals("b") ? 429 : 200),
        new Patience(Duration.ZERO, 3),
        (server, writer) -> {
          assertThatThrownBy(() -> writer.write(body("a", "b")))
              .isInstanceOf(ElasticException.class)
              .hasMessage(
                  "Elasticsearch %s had no room for 1 bulk operations, asked 3 times: t: r (c)",
                  server.url());
          assertThat(server.asked()).hasSize(3);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 408, 429, 502, 503, 504})
  void aRequestRefusedAsAWholeIsSentAgainAsAWhole(int status) throws Exception {
    AtomicInteger requests = new AtomicInteger();
    with(
        request -> requests.incrementAndGet() <= 2 ? new Answer(status, "{}") : ALL_DONE,
        (server, writer) -> {
          assertThat(writer.write(body("a", "b")).done()).isEqualTo(2);
          assertThat(server.asked()).hasSize(3).allMatch(it -> idsIn(it).size() == 2);
        });
  }

  @Test
  void aBodyWhoseAnswerDoesNotComeIsSentAgain() throws Exception {
    try (FaultyServer server = new FaultyServer(request -> ALL_DONE);
        TestProxy proxy = TestProxy.before(server.url());
        Elastic elastic =
            new Elastic(
                server
                    .settings()
                    .with("elasticsearch.url", proxy.through(server.url()))
                    .with("elasticsearch.request-timeout", "PT0.3S")
                    .elastic());
        BulkWriter writer = new BulkWriter(elastic)) {
      assertThat(writer.write(body("a")).done()).isEqualTo(1);
      proxy.fallSilent();
      CompletableFuture<BulkOutcome> waiting = writer.submit(body("b"));
      Awaitility.await().until(() -> proxy.accepted() >= 3);
      proxy.heal();
      assertThat(waiting.get(30, TimeUnit.SECONDS).done()).isEqualTo(1);
    }
  }

  @Test
  void aDocumentThatIsWrongIsARejectionOfItsOwn() throws Exception {
    with(
        request -> byId(request, id -> id.equals("b") ? 400 : id.equals("c") ? 409 : 200),
        (server, writer) ->
            assertThat(writer.write(body("a", "b", "c")))
                .isEqualTo(
                    new BulkOutcome(1, 1, List.of(new BulkOutcome.Rejection("b", "t: r (c)")))));
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 500})
  void whatIsNotTheDocumentsFaultFailsTheBody(int status) throws Exception {
    with(
        request -> byId(request, id -> id.equals("b") ? status : 200),
        (server, writer) ->
            assertThatThrownBy(() -> writer.write(body("a", "b")))
                .isInstanceOf(ElasticException.class)
                .hasMessage(
                    "Elasticsearch %s, asked to write document b, answered %d: t: r (c)",
                    server.url(), status));
  }

  @Test
  void aBodyThatIsTooLargeIsHalvedUntilItFits() throws Exception {
    with(
        request -> {
          List<String> ids = idsIn(request);
          return ids.size() > 2 || ids.contains("huge") ? new Answer(413, "{}") : ALL_DONE;
        },
        (server, writer) -> {
          BulkOutcome outcome = writer.write(body("a", "b", "huge", "c", "d", "e", "f"));
          assertThat(outcome.done()).isEqualTo(6);
          assertThat(outcome.rejected())
              .singleElement()
              .satisfies(
                  it -> {
                    assertThat(it.id()).isEqualTo("huge");
                    assertThat(it.reason()).contains("too large");
                  });
        });
  }

  @Test
  void busyOperationsOfHalvesAreTheRightOnes() throws Exception {
    AtomicInteger busy = new AtomicInteger();
    with(
        request -> {
          if (idsIn(request).size() > 2) {
            return new Answer(413, "{}");
          }
          return idsIn(request).contains("d") && busy.incrementAndGet() == 1
              ? byId(request, id -> id.equals("d") ? 429 : 200)
              : ALL_DONE;
        },
        (server, writer) -> {
          assertThat(writer.write(body("a", "b", "c", "d")).done()).isEqualTo(4);
          assertThat(idsIn(server.asked().get(server.asked().size() - 1))).containsExactly("d");
        });
  }

  @Test
  void whoNeedsAllDoneHearsOfOneThatIsNot() throws Exception {
    with(
        request -> byId(request, id -> 400),
        (server, writer) ->
            assertThatThrownBy(() -> writer.writeAll(body("a")))
                .isInstanceOf(ElasticException.class)
                .hasMessageContaining("refused 1 documents, the first with id a: t: r (c)"));
    with(
        request -> byId(request, id -> 409),
        (server, writer) ->
            assertThatThrownBy(() -> writer.writeAll(body("a")))
                .isInstanceOf(ElasticException.class)
                .hasMessageContaining("left 1 documents alone"));
  }

  @Test
  void noMoreBodiesAreInFlightThanConnections() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    with(
        request -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          await(go);
          now.decrementAndGet();
          return ALL_DONE;
        },
        (server, writer) -> {
          List<CompletableFuture<BulkOutcome>> sent = new CopyOnWriteArrayList<>();
          for (int i = 0; i < BULK_CONNECTIONS; i++) {
            sent.add(writer.submit(body("sent " + i)));
          }
          Awaitility.await().until(() -> now.get() == BULK_CONNECTIONS);
          Thread waiting = new Thread(() -> sent.add(submitted(writer, body("waits"))));
          waiting.start();
          Awaitility.await().until(() -> waiting.getState() == Thread.State.WAITING);
          assertThat(sent).hasSize(BULK_CONNECTIONS);
          go.countDown();
          waiting.join(Duration.ofSeconds(20).toMillis());
          assertThat(sent).hasSize(BULK_CONNECTIONS + 1);
          for (CompletableFuture<BulkOutcome> each : sent) {
            assertThat(each.get(20, TimeUnit.SECONDS).done()).isEqualTo(1);
          }
          assertThat(most).hasValue(BULK_CONNECTIONS);
        });
  }

  private static CompletableFuture<BulkOutcome> submitted(BulkWriter writer, BulkBody body) {
    try {
      return writer.submit(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return CompletableFuture.failedFuture(e);
    }
  }

  @Test
  void aBodyThatFailsGivesItsRoomBack() throws Exception {
    with(
        request -> new Answer(400, "{}"),
        (server, writer) -> {
          for (int i = 0; i < 5; i++) {
            CompletableFuture<BulkOutcome> failed = writer.submit(body("a"));
            assertThatThrownBy(failed::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(ElasticException.class);
          }
        });
  }

  @Test
  void anInterruptedWaitForRoomEnds() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    with(
        request -> {
          await(go);
          return ALL_DONE;
        },
        (server, writer) -> {
          for (int i = 0; i < BULK_CONNECTIONS; i++) {
            writer.submit(body("sent " + i));
          }
          Thread.currentThread().interrupt();
          assertThatThrownBy(() -> writer.submit(body("waits")))
              .isInstanceOf(InterruptedException.class);
          go.countDown();
        });
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
