package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.testing.TestSale;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.elasticsearch.client.Request;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Refresh and replicas of the months' indices, during a backfill and after it, however it ends. */
class BackfillSettingsTest extends WithServers {
  private static final LocalDate MAY = LocalDate.of(2023, 5, 1);
  private static final LocalDate JUNE = LocalDate.of(2023, 6, 1);
  private static final String FAST = "-1, false, 0";
  private static final String USUAL = "30s, 0-1, 0";
  private static final String OWN = "5s, missing, 2";

  @BeforeEach
  void sellInTwoMonths() {
    table.insert(TestSale.of(1), TestSale.of(2).soldAt("2023-06-01 12:00:00"));
  }

  /** Refresh interval, automatic replicas, replicas. */
  private String settingsOf(LocalDate month) {
    String name = indexer.names().salesOf(month);
    Request request = new Request("GET", "/" + name + "/_settings");
    request.addParameter("flat_settings", "true");
    JsonNode found =
        indexer.elastic().send(request, null, Json.mapper()::readTree).elements().next();
    return "%s, %s, %s"
        .formatted(
            found.path("settings").path("index.refresh_interval").asText("missing"),
            found.path("settings").path("index.auto_expand_replicas").asText("missing"),
            found.path("settings").path("index.number_of_replicas").asText("missing"));
  }

  private void put(LocalDate month, String settings) throws Exception {
    Request request = new Request("PUT", "/" + indexer.names().salesOf(month) + "/_settings");
    indexer.elastic().send(request, Json.mapper().readTree(settings), in -> null);
  }

  private void make(LocalDate month) {
    indexer.indices().initMonth(SalesIndex.sales(indexer.names()), indexer.names(), month);
  }

  private void makeOwn(LocalDate month) throws Exception {
    make(month);
    put(
        month,
        "{\"index.refresh_interval\": \"5s\", \"index.auto_expand_replicas\": null, \"index.number_of_replicas\": 2}");
    assertThat(settingsOf(month)).isEqualTo(OWN);
  }

  private ObjectNode record() {
    return indexer.documents(indexer.names().state()).get("backfill-settings");
  }

  private BackfillSettings backfillSettings() {
    return new BackfillSettings(indexer.elastic(), indexer.names(), Clock.systemUTC());
  }

  /** Looks at the settings of both months when the last rows are done. */
  private class Look implements Progress {
    private String may;
    private String june;

    @Override
    public void begin(String phase, long total) {}

    @Override
    public void advance(long steps) {
      may = settingsOf(MAY);
      june = settingsOf(JUNE);
    }
  }

  @Test
  void aBackfillOfAnEmptyIndexWritesWithoutRefreshAndReplicas() throws Exception {
    makeOwn(JUNE);
    Look look = new Look();
    indexer.indexer().backfill(Optional.empty(), Optional.empty(), look);
    assertThat(look.may).isEqualTo(FAST);
    assertThat(look.june).isEqualTo(FAST);

    assertThat(settingsOf(MAY)).isEqualTo(USUAL);
    assertThat(settingsOf(JUNE)).isEqualTo(OWN);
    assertThat(record()).isNull();
  }

  @Test
  void whereThereAreSalesOrOnlySomeDaysAreReadNothingIsChanged() throws Exception {
    Look look = new Look();
    indexer.indexer().backfill(Optional.of(MAY), Optional.of(JUNE), look);
    assertThat(look.may).isEqualTo(USUAL);
    indexer.indexer().backfill(Optional.empty(), Optional.empty(), look);
    assertThat(look.june).isEqualTo(USUAL);
  }

  @Test
  void aBackfillThatFailsSetsThemBack() throws Exception {
    makeOwn(MAY);
    make(JUNE);
    put(JUNE, "{\"index.blocks.write\": true}");
    assertThatThrownBy(indexer::backfill).isInstanceOf(ElasticException.class);
    assertThat(settingsOf(MAY)).isEqualTo(OWN);
    assertThat(settingsOf(JUNE)).isEqualTo(USUAL);
    assertThat(record()).isNull();
  }

  @Test
  void aBackfillThatIsInterruptedSetsThemBack() throws Exception {
    makeOwn(MAY);
    Thread run =
        new Thread(
            () -> {
              try {
                indexer
                    .indexer()
                    .backfill(
                        Optional.empty(),
                        Optional.empty(),
                        new Look() {
                          @Override
                          public void advance(long steps) {
                            Thread.currentThread().interrupt();
                          }
                        });
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    run.start();
    run.join();
    assertThat(settingsOf(MAY)).isEqualTo(OWN);
    assertThat(record()).isNull();
  }

  @Test
  void whatAKilledBackfillLeftIsSetBackByTheNextRunOfAnyKind() throws Exception {
    indexer.backfill();
    makeOwn(MAY);
    backfillSettings().apply(indexer.names().salesOf(MAY));
    assertThat(settingsOf(MAY)).isEqualTo(FAST);
    assertThat(record()).isNotNull();

    indexer.sync();
    assertThat(settingsOf(MAY)).isEqualTo(OWN);
    assertThat(record()).isNull();
  }

  /** Killed twice, the second time after it had seen what it had set itself. */
  @Test
  void whatStoodThereAtFirstComesBackAlsoAfterTwoKills() throws Exception {
    makeOwn(MAY);
    backfillSettings().apply(indexer.names().salesOf(MAY));
    backfillSettings().apply(indexer.names().salesOf(MAY));
    indexer.indexer().backfill(Optional.of(JUNE), Optional.of(JUNE), Progress.NONE);
    assertThat(settingsOf(MAY)).isEqualTo(OWN);
  }

  @Test
  void anIndexThatIsGoneMeanwhileIsLeftOut() throws Exception {
    makeOwn(MAY);
    make(JUNE);
    backfillSettings().apply(indexer.names().salesOf(MAY));
    backfillSettings().apply(indexer.names().salesOf(JUNE));
    indexer
        .elastic()
        .send(new Request("DELETE", "/" + indexer.names().salesOf(MAY) + "-v1"), null, in -> null);
    backfillSettings().restore();
    assertThat(settingsOf(JUNE)).isEqualTo(USUAL);
    assertThat(record()).isNull();
  }
}
