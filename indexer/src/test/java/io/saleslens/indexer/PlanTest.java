package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.testing.TestIndexer;
import io.saleslens.indexer.testing.TestSale;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elasticsearch.client.Request;
import org.junit.jupiter.api.Test;

/** What a run would do, told without doing any of it. See also {@link RandomChangesTest}. */
class PlanTest extends WithServers {

  /** The plan of a backfill or a sync; fails if making it wrote anything. */
  static IndexReport planned(TestIndexer indexer, boolean all) throws InterruptedException {
    String before = trace(indexer.elastic(), indexer.names());
    assertThat(before).contains("index_total");
    IndexReport plan =
        all
            ? indexer.indexer().planBackfill(Optional.empty(), Optional.empty(), Progress.NONE)
            : indexer.indexer().planSync(Progress.NONE);
    assertThat(trace(indexer.elastic(), indexer.names())).isEqualTo(before);
    return plan;
  }

  /** All indices with settings, mappings and aliases, and how often each was ever written to. */
  private static String trace(Elastic elastic, IndexNames names) {
    StringBuilder trace = new StringBuilder();
    for (String what : List.of("", "/_stats/indexing")) {
      Request request = new Request("GET", "/" + names.prefix() + "*" + what);
      request.addParameter(
          "filter_path", what.isEmpty() ? "*" : "indices.*.primaries.indexing.*_total");
      JsonNode answer = elastic.send(request, null, Json.mapper()::readTree);
      trace.append(answer);
    }
    return trace.toString();
  }

  private static void assertThatItIsKept(IndexReport plan, IndexReport report) {
    assertThat(plan).usingRecursiveComparison().ignoringFields("readThrough").isEqualTo(report);
  }

  @Test
  void noIndexNeedsToExistAndNoneIsMade() throws Exception {
    table.insert(
        TestSale.of(1), TestSale.of(2).amount(null), TestSale.of(3).soldAt("2023-06-01 12:00:00"));
    IndexNames none = new IndexNames(settings.names().prefix() + "none_");
    Indexer uninitialized =
        new Indexer(
            settings.sources(), indexer.elastic(), none, settings.pepper(), Clock.systemUTC());
    IndexReport plan = uninitialized.planSync(Progress.NONE);
    assertThat(trace(indexer.elastic(), none)).isEqualTo("{}{}");
    assertThatItIsKept(plan, indexer.sync());
    assertThat(plan.written()).isEqualTo(2);
    assertThat(plan.rejected()).isEqualTo(1);
    assertThat(plan.dirtyDays())
        .containsExactly(LocalDate.of(2023, 5, 1), LocalDate.of(2023, 6, 1));
  }

  @Test
  void ofEachKindAsManyArePlannedAsAreThenDone() throws Exception {
    LocalDateTime now = now();
    for (int id = 1; id <= 5; id++) {
      table.insert(TestSale.of(id).modified(now));
    }
    indexer.sync();
    table.update(1, Map.of("amount_sale", 7));
    table.update(2, Map.of("amount_sale", 8, "modified", now.minusMinutes(1)));
    table.update(3, Map.of("sold_at", "2023-07-01 12:00:00"));
    table.execute("UPDATE platform_sales SET amount_sale = NULL WHERE id = 4");
    IndexReport plan = planned(indexer, false);
    assertThatItIsKept(plan, indexer.sync());
    assertThat(plan.written()).isEqualTo(2);
    assertThat(plan.unchanged()).isEqualTo(1);
    assertThat(plan.alreadyNewer()).isEqualTo(1);
    assertThat(plan.removed()).isEqualTo(2);
    assertThat(plan.rejected()).isEqualTo(1);
    assertThat(plan.dirtyDays())
        .containsExactly(LocalDate.of(2023, 5, 1), LocalDate.of(2023, 7, 1));
  }

  @Test
  void onlyTheDaysNamedArePlanned() throws Exception {
    table.insert(TestSale.of(1), TestSale.of(2).soldAt("2023-06-01 12:00:00"));
    LocalDate june = LocalDate.of(2023, 6, 1);
    assertThat(
            indexer
                .indexer()
                .planBackfill(Optional.of(june), Optional.of(june), Progress.NONE)
                .dirtyDays())
        .containsExactly(june);
  }

  @Test
  void settingsThatARunRefusesThePlanRefusesToo() throws Exception {
    indexer.sync();
    TestIndexer elsewhere = open(settings.with("zone", "America/New_York"));
    assertThatThrownBy(() -> elsewhere.indexer().planSync(Progress.NONE))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("saleslens.zone");
  }
}
