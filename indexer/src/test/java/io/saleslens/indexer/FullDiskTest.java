package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.BulkBody;
import io.saleslens.indexer.elastic.BulkWriter;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.retry.Patience;
import io.saleslens.indexer.testing.TestSale;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Elasticsearch lets nothing be written while a disk is nearly full, by a block on the indices. */
class FullDiskTest extends WithServers {
  private String may() {
    return indexer.names().salesOf(LocalDate.of(2023, 5, 1));
  }

  private void block(boolean full) {
    indexer
        .elastic()
        .ask(
            "block",
            client ->
                client
                    .indices()
                    .putSettings(
                        s ->
                            s.index(may())
                                .settings(i -> i.blocks(b -> b.readOnlyAllowDelete(full)))));
  }

  @Test
  void aRunWaitsUntilThereIsRoomAgain() throws Exception {
    table.insert(TestSale.of(1));
    indexer.backfill();
    table.insert(TestSale.of(2).modified(now()));
    Map<String, ObjectNode> before = indexer.days();
    block(true);
    CompletableFuture<IndexReport> sync = CompletableFuture.supplyAsync(this::sync);
    // the day is marked just before the sale is to be written
    Awaitility.await().until(() -> !indexer.days().equals(before));
    Awaitility.await().during(Duration.ofSeconds(1)).until(() -> !sync.isDone());
    assertThat(indexer.sales()).containsOnlyKeys("1");
    block(false);
    assertThat(sync.get(60, TimeUnit.SECONDS).written()).isEqualTo(1);
    assertThat(indexer.sales()).containsOnlyKeys("1", "2");
    assertThat(indexer.rejects()).isEmpty();
  }

  private IndexReport sync() {
    try {
      return indexer.sync();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whenTheDiskStaysFullTheErrorNamesTheIndexAndTheReason() throws Exception {
    table.insert(TestSale.of(1));
    indexer.backfill();
    block(true);
    BulkBody body = new BulkBody();
    body.index(may(), "2", "{\"id\":\"2\"}".getBytes(StandardCharsets.UTF_8));
    try (Elastic hasty = new Elastic(settings.elastic(), new Patience(Duration.ZERO, 2));
        BulkWriter bulk = new BulkWriter(hasty)) {
      assertThatThrownBy(() -> bulk.write(body))
          .isInstanceOf(ElasticException.class)
          .hasMessageContaining("asked 2 times")
          .hasMessageContaining("index [" + may() + "-v1] blocked by")
          .hasMessageContaining("disk usage exceeded flood-stage watermark");
    }
    block(false);
  }
}
