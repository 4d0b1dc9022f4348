package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.indexer.elastic.BulkBody;
import io.saleslens.indexer.elastic.BulkWriter;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.Fence;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Indices;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.testing.TestSale;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.elasticsearch.client.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One writes at a time; and who was paused for too long cannot write any more. */
@Timeout(60)
class LeaseTest extends WithServers {
  private static final Duration DURATION = Duration.ofSeconds(1);
  private static final LocalDate DAY = LocalDate.of(2023, 5, 1);

  private final ExecutorService others = Executors.newCachedThreadPool();

  @BeforeEach
  void forbidIndices() {
    new Fence(indexer.elastic()).forbidIndices(indexer.names());
  }

  @AfterEach
  void endOthers() throws InterruptedException {
    others.shutdownNow();
    assertThat(others.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
  }

  private Leases leases(Duration patience) {
    return new Leases(
        indexer.elastic(),
        indexer.names(),
        new LeaseSettings(DURATION, patience),
        Clock.systemUTC());
  }

  private Lease acquire(String job) throws InterruptedException {
    return leases(Duration.ZERO).acquire(job);
  }

  private Indexer indexerOn(IndexNames names) {
    return new Indexer(
        settings.sources(), indexer.elastic(), names, settings.pepper(), Clock.systemUTC());
  }

  private IndexReport backfill(IndexNames names) throws InterruptedException {
    return indexerOn(names).backfill(Optional.empty(), Optional.empty(), Progress.NONE);
  }

  /** A holder stands still while its monitor is taken, as heartbeats need it. */
  private Lease takeOverFrom(Lease paused) throws InterruptedException {
    synchronized (paused) {
      return acquire("backfill");
    }
  }

  /** The holder's thread is interrupted when its heart beats again. */
  private static void awaitInterrupt() {
    assertThatThrownBy(() -> TimeUnit.SECONDS.sleep(30)).isInstanceOf(InterruptedException.class);
  }

  private JsonNode get(String path) {
    return indexer.elastic().send(new Request("GET", path), null, Json.mapper()::readTree);
  }

  @Test
  void theHolderWritesAndOthersReadByTheUsualNames() throws Exception {
    table.insert(TestSale.of(1), TestSale.of(2));
    try (Lease lease = acquire("backfill")) {
      assertThat(backfill(lease.names()).written()).isEqualTo(2);
    }
    assertThat(indexer.sales()).hasSize(2);
    assertThat(indexer.days()).isNotEmpty();
  }

  @Test
  void aSecondIsRefusedWhileTheFirstLives() throws Exception {
    try (Lease lease = acquire("backfill")) {
      Throwable refused = catchThrowable(() -> acquire("sync"));
      assertThat(refused)
          .isInstanceOf(LeaseException.class)
          .hasMessageContaining("sync cannot write to " + indexer.names().prefix())
          .hasMessageContaining("backfill of ")
          .hasMessageContaining("(process " + ProcessHandle.current().pid() + ")")
          .hasMessageContaining(" s ago")
          .hasMessageContaining("SALESLENS_LEASE_WAIT");
      lease.requireHeld();
    }
  }

  @Test
  void aSecondWaitsForTheFirstToEnd() throws Exception {
    Lease first = acquire("backfill");
    CompletableFuture<Void> waiting = new CompletableFuture<>();
    Future<Long> second =
        others.submit(
            () -> {
              waiting.complete(null);
              try (Lease lease = leases(Duration.ofSeconds(30)).acquire("sync")) {
                long got = System.nanoTime();
                lease.requireHeld();
                return got;
              }
            });
    waiting.join();
    assertThat(catchThrowable(() -> acquire("refresh"))).isInstanceOf(LeaseException.class);
    assertThat(second).isNotDone();
    long ended = System.nanoTime();
    first.settle();
    first.close();
    assertThat(second.get()).isGreaterThan(ended);
  }

  @Test
  void ofManyThatAskAtOnceOneHoldsItAtATime() throws Exception {
    List<Future<Long>> askers =
        IntStream.range(0, 6)
            .mapToObj(
                n ->
                    others.submit(
                        () -> {
                          try (Lease lease = leases(Duration.ofSeconds(40)).acquire("job " + n)) {
                            long seen = indexer.documents(indexer.names().days()).size();
                            new TestMarks(indexer, lease.names()).mark(DAY.plusDays(seen));
                            lease.requireHeld();
                            lease.settle();
                            return seen;
                          }
                        }))
            .toList();
    List<Long> seen = new ArrayList<>();
    for (Future<Long> asker : askers) {
      seen.add(asker.get());
    }
    assertThat(seen).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void aHolderThatWasKilledLosesItOnceItIsSilentForLongEnough() throws Exception {
    LeaseState killed =
        new LeaseState("one", "somewhere", "sync", 7, Instant.EPOCH, Instant.EPOCH, true, false);
    new StateStore(indexer.elastic(), indexer.names().state(), Clock.systemUTC())
        .save(Leases.NAME, killed);
    long begun = System.nanoTime();
    try (Lease lease = acquire("backfill")) {
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(DURATION);
      assertThat(lease.names()).isEqualTo(indexer.names().fenced(8));
    }
  }

  @Test
  void whoeverEndedInOrderNeedNotBeShutOut() throws Exception {
    try (Lease lease = acquire("backfill")) {
      lease.settle();
    }
    try (Lease next = acquire("sync")) {
      assertThat(next.names()).isEqualTo(indexer.names().fenced(1));
    }
    // That one failed: a request of it may still be under way.
    try (Lease after = acquire("sync")) {
      assertThat(after.names()).isEqualTo(indexer.names().fenced(2));
    }
  }

  @Test
  void aPausedHolderCanWriteNothingAfterItWasTakenOver() throws Exception {
    table.insert(TestSale.of(1));
    Lease paused = acquire("sync");
    backfill(paused.names());
    try (Lease other = takeOverFrom(paused)) {
      awaitInterrupt();
      backfill(other.names());
      Map<String, ?> sales = indexer.sales();
      Map<String, ?> days = indexer.days();
      Map<String, ?> state = indexer.documents(indexer.names().state());
      table.insert(TestSale.of(2), TestSale.of(3).soldAt("2024-01-01 00:00:00"));
      assertThatThrownBy(() -> backfill(paused.names())).isInstanceOf(ElasticException.class);
      assertThatThrownBy(() -> write(paused.names().salesOf(DAY), "9"))
          .isInstanceOf(ElasticException.class);
      assertThatThrownBy(() -> delete(paused.names().salesOf(DAY), "1"))
          .isInstanceOf(ElasticException.class);
      assertThatThrownBy(
              () ->
                  new Indices(indexer.elastic())
                      .initMonth(
                          SalesIndex.sales(paused.names()), paused.names(), DAY.plusYears(2)))
          .isInstanceOf(ElasticException.class);
      assertThat(indexer.sales()).isEqualTo(sales);
      assertThat(indexer.days()).isEqualTo(days);
      assertThat(indexer.documents(indexer.names().state()).keySet()).isEqualTo(state.keySet());
      assertThat(get("/" + indexer.names().prefix() + "*/_alias").properties())
          .allSatisfy(it -> assertThat(it.getKey()).endsWith("-v1"));
      assertThat(backfill(other.names()).written()).isEqualTo(2);
      other.requireHeld();
    } finally {
      paused.close();
    }
  }

  private void write(String index, String id) {
    BulkBody body = new BulkBody();
    body.index(index, id, 1, "{\"id\":\"9\"}".getBytes(StandardCharsets.UTF_8));
    bulk(body);
  }

  private void delete(String index, String id) {
    BulkBody body = new BulkBody();
    body.delete(index, id, Long.MAX_VALUE / 2);
    bulk(body);
  }

  private void bulk(BulkBody body) {
    try (BulkWriter writer = new BulkWriter(indexer.elastic())) {
      writer.writeAll(body);
    }
  }

  @Test
  void aPausedHolderIsInterruptedAndLearnsWhoTookOver() throws Exception {
    Lease paused = acquire("sync");
    try (Lease other = takeOverFrom(paused)) {
      awaitInterrupt();
      assertThat(paused.explain(new InterruptedException()))
          .hasValueSatisfying(
              it ->
                  assertThat(it)
                      .hasMessageStartingWith("sync lost its lease on " + settings.names().prefix())
                      .hasMessageContaining("another took over (backfill of "));
      assertThatThrownBy(paused::requireHeld).isInstanceOf(LeaseException.class);
      paused.close();
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      other.requireHeld();
    }
  }

  @Test
  void aFailureOfAnotherKindIsNotBlamedOnTheLease() throws Exception {
    try (Lease lease = acquire("sync")) {
      Thread.currentThread().interrupt();
      assertThat(lease.explain(new IllegalStateException())).isEmpty();
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void theHeartbeatKeepsTheLeaseForLongerThanItLasts() throws Exception {
    try (Lease lease = acquire("backfill")) {
      CompletableFuture<Throwable> other = new CompletableFuture<>();
      others.execute(
          () ->
              other.complete(
                  catchThrowable(() -> leases(DURATION.multipliedBy(3)).acquire("sync"))));
      assertThat(other.get()).isInstanceOf(LeaseException.class);
      lease.requireHeld();
    }
  }
}
