package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.testing.TestIndexer;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a run ends, the same call again completes it. */
class InterruptedRunTest extends WithServers {
  private static final int ROWS = 200;

  /** Small bodies, so that a run has many steps to be stopped between. */
  private TestSettings manySteps() {
    return settings.with("bulk.bytes", "2048").with("sync.page-size", "20");
  }

  /** Over two months, the second one from the middle on. */
  private static List<TestSale> sales(Object modified) {
    return IntStream.rangeClosed(1, ROWS)
        .mapToObj(
            id ->
                TestSale.of(id)
                    .modified(modified)
                    .soldAt(LocalDate.of(2023, id <= ROWS / 2 ? 5 : 6, 1 + id % 28) + " 12:00:00"))
        .toList();
  }

  private void block(boolean writes) {
    indexer
        .elastic()
        .ask(
            "block",
            client ->
                client
                    .indices()
                    .putSettings(
                        s ->
                            s.index(indexer.names().salesOf(LocalDate.of(2023, 6, 1)))
                                .settings(i -> i.blocks(b -> b.write(writes)))));
  }

  private ObjectNode state(String name) {
    return indexer.documents(indexer.names().state()).get(name);
  }

  private void makeBothMonths() {
    for (int month = 5; month <= 6; month++) {
      indexer
          .indices()
          .initMonth(
              SalesIndex.sales(indexer.names()), indexer.names(), LocalDate.of(2023, month, 1));
    }
  }

  @Test
  void aBackfillThatElasticsearchRefusesInTheMiddleFailsAndGoesOnFromThere() throws Exception {
    table.insert(sales("2023-07-01 00:00:00"));
    makeBothMonths();
    block(true);
    TestIndexer slow = open(manySteps());
    assertThatThrownBy(slow::backfill)
        .isInstanceOf(ElasticException.class)
        .hasMessageContaining("answered 403: cluster_block_exception");
    assertThat(indexer.rejects()).isEmpty();
    assertThat(indexer.indexer().readThrough()).isEmpty();
    int position = state("backfill").path("value").path("position").path("id").asInt();
    assertThat(position).isPositive().isLessThanOrEqualTo(ROWS / 2);

    block(false);
    IndexReport plan =
        indexer.indexer().planBackfill(Optional.empty(), Optional.empty(), Progress.NONE);
    List<Long> totals = new ArrayList<>();
    IndexReport report =
        indexer
            .indexer()
            .backfill(
                Optional.empty(),
                Optional.empty(),
                new Progress() {
                  @Override
                  public void begin(String phase, long total) {
                    totals.add(total);
                  }

                  @Override
                  public void advance(long steps) {}
                });
    assertThat(report.rowsRead()).isEqualTo(ROWS - position).isEqualTo(plan.rowsRead());
    assertThat(totals).containsExactly(report.rowsRead());
    assertThat(indexer.sales()).hasSize(ROWS);
    assertThat(state("backfill")).isNull();
  }

  @Test
  void aSyncThatElasticsearchRefusesInTheMiddleFailsAndGoesOnFromThere() throws Exception {
    indexer.backfill();
    LocalDateTime now = now();
    table.insert(sales(now));
    makeBothMonths();
    block(true);
    TestIndexer slow = open(manySteps());
    Optional<Instant> before = indexer.indexer().readThrough();
    assertThatThrownBy(slow::sync).isInstanceOf(ElasticException.class);
    assertThat(indexer.indexer().readThrough()).isEqualTo(before);
    assertThat(state("sync")).isNotNull();

    block(false);
    table.insert(TestSale.of(ROWS + 1).modified(now));
    table.update(1, Map.of("amount_sale", 77, "modified", now()));
    indexer.sync();
    assertThat(indexer.sales()).hasSize(ROWS + 1);
    assertThat(indexer.sales().get("1").path("amount_sale").asInt()).isEqualTo(77);
    assertThat(state("sync")).isNull();
  }

  /** Rows without {@code modified} come after those with it; a run stopped there skips nothing. */
  @Test
  void whatChangedWhileASyncLayStoppedIsReadByTheOneThatGoesOn() throws Exception {
    indexer.backfill();
    LocalDateTime now = now();
    table.insert(sales(null).stream().map(sale -> sale.with("created", now)).toList());
    makeBothMonths();
    block(true);
    TestIndexer slow = open(manySteps());
    assertThatThrownBy(slow::sync).isInstanceOf(ElasticException.class);
    assertThat(state("sync").path("value").path("position").path("lane").asInt()).isEqualTo(1);

    block(false);
    table.insert(TestSale.of(ROWS + 1).modified(now()));
    indexer.sync();
    assertThat(indexer.sales()).hasSize(ROWS + 1);
  }

  @Test
  void aCompleteBackfillMakesUpForAnInterruptedSync() throws Exception {
    indexer.backfill();
    table.insert(sales(now()));
    makeBothMonths();
    block(true);
    TestIndexer slow = open(manySteps());
    assertThatThrownBy(slow::sync).isInstanceOf(ElasticException.class);

    block(false);
    indexer.backfill();
    assertThat(state("sync")).isNull();
    assertThat(indexer.sales()).hasSize(ROWS);
  }

  @Test
  void anUnfinishedBackfillOfOtherDaysIsNotContinued() throws Exception {
    table.insert(sales("2023-07-01 00:00:00"));
    makeBothMonths();
    block(true);
    TestIndexer slow = open(manySteps());
    assertThatThrownBy(slow::backfill).isInstanceOf(ElasticException.class);

    block(false);
    LocalDate may = LocalDate.of(2023, 5, 1);
    IndexReport report =
        slow.indexer().backfill(Optional.of(may), Optional.of(may.plusDays(30)), Progress.NONE);
    assertThat(report.rowsRead()).isEqualTo(ROWS / 2);
    assertThat(indexer.backfill().rowsRead()).isEqualTo(ROWS);
  }

  /** An interrupt can come while rows are read, while a body is sent, or while one is awaited. */
  @ParameterizedTest
  @ValueSource(ints = {1, 10})
  void anInterruptedRunStopsSoonAndGoesOn(int afterSteps) throws Exception {
    table.insert(sales("2023-07-01 00:00:00"));
    TestIndexer slow = open(manySteps());
    Throwable[] ended = new Throwable[1];
    Thread run =
        new Thread(
            () -> {
              try {
                slow.indexer()
                    .backfill(Optional.empty(), Optional.empty(), new InterruptAfter(afterSteps));
              } catch (InterruptedException | RuntimeException e) {
                ended[0] = e;
              }
            });
    run.start();
    run.join(Duration.ofSeconds(30).toMillis());
    assertThat(run.isAlive()).isFalse();
    assertThat(ended[0]).isInstanceOf(InterruptedException.class);
    assertThat(indexer.sales().size()).isLessThan(ROWS);
    indexer.backfill();
    assertThat(indexer.sales()).hasSize(ROWS);
  }

  /** Interrupts the thread that works. */
  private static final class InterruptAfter implements Progress {
    private int steps;

    InterruptAfter(int steps) {
      this.steps = steps;
    }

    @Override
    public void begin(String phase, long total) {}

    @Override
    public void advance(long done) {
      if (--steps == 0) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void anInterruptFromOutsideIsHeardWhereverTheRunIs() throws Exception {
    table.insert(sales("2023-07-01 00:00:00"));
    TestIndexer slow = open(manySteps());
    for (int i = 0; i < 5; i++) {
      Throwable[] ended = new Throwable[1];
      Thread run =
          new Thread(
              () -> {
                try {
                  slow.backfill();
                } catch (InterruptedException | RuntimeException e) {
                  ended[0] = e;
                }
              });
      int before = indexer.sales().size();
      run.start();
      Awaitility.await()
          .pollInterval(Duration.ofMillis(5))
          .until(() -> indexer.sales().size() > before || !run.isAlive());
      run.interrupt();
      run.join();
      assertThat(ended[0])
          .satisfiesAnyOf(
              end -> assertThat(end).isNull(),
              end -> assertThat(end).isInstanceOf(InterruptedException.class));
    }
    indexer.backfill();
    assertThat(indexer.sales()).hasSize(ROWS);
  }
}
