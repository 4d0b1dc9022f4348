package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.Fence;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.testing.TestIndexer;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.elasticsearch.client.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A backfill that several share ends up like that of one alone. */
@Timeout(60)
class SharedBackfillTest extends WithServers {
  /** Enough for three ranges. */
  private static final int ROWS = 5_000;

  private static final LocalDate FIRST = LocalDate.of(2023, 4, 20);
  private static final int DAYS = 30;

  /** Over two months; every hundredth row is no sale, some of them as they were never sold. */
  private static List<TestSale> sales() {
    return IntStream.rangeClosed(1, ROWS)
        .mapToObj(
            id ->
                TestSale.of(id)
                    .soldAt(id % 500 == 0 ? null : FIRST.plusDays(id % DAYS) + " 12:00:00")
                    .amount(id % 100 == 0 ? null : id)
                    .store(id % 7))
        .toList();
  }

  private IndexReport share(TestIndexer by, RangeWorkers workers) throws InterruptedException {
    return by.indexer().shareBackfill(Optional.empty(), Optional.empty(), workers, Progress.NONE);
  }

  private TestIndexer undisturbed() throws InterruptedException {
    TestIndexer alone =
        open(settings.with("index.prefix", settings.names().prefix() + "undisturbed_"));
    alone.backfill();
    return alone;
  }

  private void assertLike(TestIndexer alone) {
    assertThat(indexer.salesWithoutStamp()).isEqualTo(alone.salesWithoutStamp());
    assertThat(indexer.rejects().keySet()).isEqualTo(alone.rejects().keySet());
    assertThat(indexer.days().keySet()).isEqualTo(alone.days().keySet());
    assertThat(indexer.documents(indexer.names().state()))
        .containsOnlyKeys("identity", "watermark");
    assertThat(refreshIntervals()).containsOnly("30s");
  }

  private List<String> refreshIntervals() {
    Request request = new Request("GET", "/" + indexer.names().sales() + "/_settings");
    JsonNode answer = indexer.elastic().send(request, null, Json.mapper()::readTree);
    return answer.findValuesAsText("refresh_interval");
  }

  /** Reads ranges in order, in the thread that shares. */
  private RangeWorkers oneByOne() {
    return ranges -> indexer.indexer().backfillRange(ranges.iterator().next());
  }

  /** Workers with connections of their own, side by side. */
  private final class SideBySide implements RangeWorkers {
    private final ExecutorService threads = Executors.newFixedThreadPool(3);
    private final Set<Integer> offered = new HashSet<>();
    private final List<Future<?>> work = new ArrayList<>();

    @Override
    public void offer(Collection<Integer> ranges) {
      for (int range : ranges) {
        if (offered.add(range)) {
          TestIndexer worker = open(settings);
          work.add(threads.submit(() -> backfillRange(worker, range)));
        }
      }
    }

    private Void backfillRange(TestIndexer worker, int range) throws InterruptedException {
      worker.indexer().backfillRange(range);
      return null;
    }

    void awaitEnd() throws ExecutionException, InterruptedException {
      threads.shutdown();
      for (Future<?> done : work) {
        done.get();
      }
    }
  }

  @Test
  void whatSeveralReadSideBySideIsWhatOneReads() throws Exception {
    table.insert(sales());
    SideBySide workers = new SideBySide();
    IndexReport report = share(indexer, workers);
    workers.awaitEnd();
    assertThat(workers.offered).hasSize(3);
    assertThat(report.rowsRead()).as("each row once").isEqualTo(ROWS);
    assertThat(report.written()).isEqualTo(ROWS - ROWS / 100);
    assertThat(report.rejected()).isEqualTo(ROWS / 100);
    assertThat(report.dirtyDays()).hasSize(DAYS);
    assertLike(undisturbed());
  }

  @Test
  void monthsAreSetUpForSpeedWhileItLasts() throws Exception {
    table.insert(sales());
    Set<String> intervals = new HashSet<>();
    share(
        indexer,
        ranges -> {
          oneByOne().offer(ranges);
          intervals.addAll(refreshIntervals());
        });
    assertThat(intervals).containsOnly("-1");
    assertThat(refreshIntervals()).containsOnly("30s");
  }

  @Test
  void whoStopsIsSucceededFromWhereEverythingWasAcknowledged() throws Exception {
    table.insert(sales());
    TestIndexer small = open(settings.with("bulk.bytes", "4096").with("sync.page-size", "100"));
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    IndexReport report =
        share(
            indexer,
            ranges -> {
              if (stopped.isDone()) {
                oneByOne().offer(ranges);
              } else {
                stopInTheMiddle(small, ranges.iterator().next());
                stopped.complete(null);
              }
            });
    assertThat(report.rowsRead())
        .as("what was read, but not acknowledged, is read again, and no more")
        .isBetween((long) ROWS, ROWS + 500L);
    assertLike(undisturbed());
  }

  private void stopInTheMiddle(TestIndexer worker, int range) throws InterruptedException {
    Thread thread =
        new Thread(
            () ->
                assertThatThrownBy(() -> worker.indexer().backfillRange(range))
                    .isInstanceOf(InterruptedException.class));
    thread.start();
    Awaitility.await()
        .pollInterval(Duration.ofMillis(5))
        .until(() -> readOf(range) > 0 || !thread.isAlive());
    thread.interrupt();
    thread.join();
    assertThat(readOf(range)).isPositive();
  }

  private long readOf(int range) {
    return indexer
        .documents(indexer.names().state())
        .get("shared-backfill-range-" + range)
        .at("/value/report/rows_read")
        .asLong();
  }

  @Test
  void whoWasThoughtDeadLearnsThatAnotherHasItsRange() throws Exception {
    table.insert(sales());
    SharedBackfill shared =
        new SharedBackfill(
            new StateStore(indexer.elastic(), indexer.names().state(), Clock.systemUTC()));
    share(
        indexer,
        ranges -> {
          int range = ranges.iterator().next();
          SharedBackfill.Claim paused = shared.take(range, "one").orElseThrow();
          SharedBackfill.Claim other = shared.take(range, "other").orElseThrow();
          assertThatThrownBy(() -> paused.end(paused.range().report()))
              .isInstanceOf(RangeLostException.class);
          assertThat(other.isBegun()).isTrue();
          oneByOne().offer(ranges);
          assertThatThrownBy(() -> other.end(other.range().report()))
              .isInstanceOf(RangeLostException.class);
          assertThat(shared.take(range, "third")).isEmpty();
        });
    assertLike(undisturbed());
  }

  @Test
  void aSharedBackfillThatWasStoppedIsContinuedByOneAlone() throws Exception {
    table.insert(sales());
    assertThatThrownBy(
            () ->
                share(
                    indexer,
                    ranges -> {
                      if (ranges.contains(0)) {
                        oneByOne().offer(ranges);
                      } else {
                        throw new InterruptedException();
                      }
                    }))
        .isInstanceOf(InterruptedException.class);
    assertThat(indexer.sales().size()).isPositive().isLessThan(ROWS / 2);

    IndexReport report = indexer.backfill();

    assertThat(report.rowsRead()).isEqualTo(ROWS);
    assertLike(undisturbed());
  }

  @Test
  void aSaleThatMovesWhileItIsReadTwiceStandsOnce() throws Exception {
    table.insert(sales());
    Object[] moved = {30, 60, 90};
    share(
        indexer,
        ranges -> {
          oneByOne().offer(ranges);
          if (ranges.contains(0)) {
            for (Object id : moved) {
              table.update(
                  id, Map.of("sold_at", FIRST.plusDays(DAYS) + " 12:00:00", "modified", now()));
            }
          }
        });
    assertLike(undisturbed());
  }

  @Test
  void whoWorksUnderALeaseThatWasTakenOverWritesNothing() throws Exception {
    table.insert(sales());
    new Fence(indexer.elastic()).forbidIndices(indexer.names());
    Leases leases =
        new Leases(
            indexer.elastic(),
            indexer.names(),
            new LeaseSettings(Duration.ofSeconds(30), Duration.ZERO),
            Clock.systemUTC());
    IndexNames lost;
    try (Lease lease = leases.acquire("backfill")) {
      lost = lease.names();
      assertThatThrownBy(
              () ->
                  indexerOn(lost, settings)
                      .shareBackfill(
                          Optional.empty(),
                          Optional.empty(),
                          ranges -> {
                            throw new InterruptedException();
                          },
                          Progress.NONE))
          .isInstanceOf(InterruptedException.class);
    }
    // It did not end in order, so the next lease shuts out whoever still works for it.
    try (Lease lease = leases.acquire("backfill")) {
      Map<String, ?> state = indexer.documents(indexer.names().state());
      assertThatThrownBy(() -> indexerOn(lost, settings).backfillRange(0))
          .isInstanceOfSatisfying(
              ElasticException.class, it -> assertThat(it.isNotFound()).isTrue());
      assertThat(indexer.sales()).isEmpty();
      assertThat(indexer.days()).isEmpty();
      assertThat(indexer.documents(indexer.names().state())).isEqualTo(state);
      Indexer successor = indexerOn(lease.names(), settings);
      successor.shareBackfill(
          Optional.empty(),
          Optional.empty(),
          ranges -> successor.backfillRange(ranges.iterator().next()),
          Progress.NONE);
    }
    assertThat(indexer.salesWithoutStamp()).isEqualTo(undisturbed().salesWithoutStamp());
  }

  private Indexer indexerOn(IndexNames names, TestSettings settings) {
    return new Indexer(
        settings.sources(), indexer.elastic(), names, settings.pepper(), Clock.systemUTC());
  }

  @Test
  void aWorkerThatFailsEndsItAndIsNamed() throws Exception {
    table.insert(sales());
    Indexer wrong = indexerOn(indexer.names(), settings.with("card.pepper", "another"));
    assertThatThrownBy(
            () ->
                share(
                    indexer,
                    ranges ->
                        assertThatThrownBy(() -> wrong.backfillRange(ranges.iterator().next()))
                            .isInstanceOf(SettingsException.class)))
        .isInstanceOf(RangeFailedException.class)
        .hasMessageContaining("range 1 of ")
        .hasMessageContaining("(process " + ProcessHandle.current().pid() + ")")
        .hasMessageContaining("saleslens.card.pepper (SALESLENS_CARD_PEPPER)");
    share(indexer, oneByOne());
    assertLike(undisturbed());
  }

  @Test
  void aTableWithoutTheIndexIsNotShared() {
    table.execute("ALTER TABLE platform_sales DROP INDEX idx_sold_at");
    assertThatThrownBy(() -> share(indexer, oneByOne()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("an index that begins with the column sold_at");
  }

  @Test
  void someDaysAreShared() throws Exception {
    table.insert(sales());
    IndexReport report =
        indexer
            .indexer()
            .shareBackfill(
                Optional.of(FIRST), Optional.of(FIRST.plusDays(1)), oneByOne(), Progress.NONE);
    assertThat(report.dirtyDays()).containsExactly(FIRST, FIRST.plusDays(1));
    assertThat(indexer.documents(indexer.names().state())).containsOnlyKeys("identity");
  }
}
