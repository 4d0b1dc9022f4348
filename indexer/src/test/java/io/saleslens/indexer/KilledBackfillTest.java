package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.testing.TestIndexer;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.elasticsearch.client.Request;
import org.junit.jupiter.api.Test;

class KilledBackfillTest extends WithServers {
  private static final int ROWS = 2_500;

  @Test
  void aKilledBackfillEndsUpLikeAnUndisturbedOne() throws Exception {
    table.insert(
        IntStream.rangeClosed(1, ROWS)
            .mapToObj(
                id ->
                    TestSale.of(id)
                        .soldAt(LocalDate.of(2023, 1 + id % 3, 1 + id % 28) + " 23:59:59")
                        .amount(id % 100 == 0 ? null : id))
            .toList());
    Process child = start(settings.with("bulk.bytes", "1024"));
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(20))
          .until(() -> indexer.documents(indexer.names().state()).containsKey("backfill"));
    } finally {
      child.destroyForcibly().waitFor();
    }
    assertThat(indexer.sales().size()).isPositive().isLessThan(ROWS - ROWS / 100);
    assertThat(refreshIntervals()).contains("-1");

    IndexReport rest = indexer.backfill();

    TestIndexer undisturbed =
        open(settings.with("index.prefix", settings.names().prefix() + "undisturbed_"));
    undisturbed.backfill();
    assertThat(rest.rowsRead()).isLessThan(ROWS);
    assertThat(refreshIntervals()).containsOnly("30s");
    assertThat(indexer.salesWithoutStamp()).isEqualTo(undisturbed.salesWithoutStamp());
    assertThat(indexer.rejects().keySet()).isEqualTo(undisturbed.rejects().keySet());
    assertThat(indexer.days().keySet()).isEqualTo(undisturbed.days().keySet());
    assertThat(indexer.documents(indexer.names().state()))
        .containsOnlyKeys("identity", "watermark");
  }

  private List<String> refreshIntervals() {
    Request request = new Request("GET", "/" + indexer.names().sales() + "/_settings");
    return indexer
        .elastic()
        .send(request, null, Json.mapper()::readTree)
        .findValuesAsText("refresh_interval");
  }

  private static Process start(TestSettings settings) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(BackfillMain.class.getName());
    settings.values().forEach((key, value) -> command.add(key + "=" + value));
    return new ProcessBuilder(command).inheritIO().start();
  }
}
