package io.saleslens.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.fraud.testing.Oracle;
import io.saleslens.fraud.testing.StoredResults;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.testing.ExpectedSales;
import io.saleslens.indexer.testing.TestDocuments;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares all indices with what the table and the formulas say. */
final class Truth implements AutoCloseable {
  private final TestSettings settings;
  private final TestTable table;
  private final Elastic elastic;

  Truth(TestSettings settings, TestTable table) {
    this.settings = settings;
    this.table = table;
    this.elastic = new Elastic(settings.elastic());
  }

  void assertHolds() {
    ZoneId source = settings.source().sourceZone();
    ZoneId business = settings.source().businessZone();
    assertThat(ExpectedSales.found(documents(settings.names().sales())))
        .as("sales")
        .isEqualTo(ExpectedSales.of(table, source, business));
    Oracle oracle = new Oracle(table.rows(), source, business);
    new StoredResults(elastic, settings.names()).assertEqualTo(oracle);
    assertLedgerHolds(oracle);
  }

  private void assertLedgerHolds(Oracle oracle) {
    Map<String, ObjectNode> days = documents(settings.names().days());
    assertThat(days.values())
        .as("days")
        .allSatisfy(day -> assertThat(day.path("dirty").asBoolean()).isFalse());
    Map<String, Long> totals =
        oracle.daily().values().stream()
            .collect(
                Collectors.groupingBy(
                    it -> it.date().toString(), Collectors.summingLong(it -> it.totalSale())));
    assertThat(days).as("days").containsKeys(totals.keySet().toArray(String[]::new));
    days.forEach(
        (day, entry) ->
            assertThat(entry.path("total_sale").asLong())
                .as("total of %s", day)
                .isEqualTo(totals.getOrDefault(day, 0L)));
  }

  /** The records of a job's runs, oldest first. */
  List<ObjectNode> runs(String job) {
    return documents(settings.names().jobRuns()).values().stream()
        .filter(run -> run.path("job").asText().equals(job))
        .sorted(Comparator.comparing(run -> Instant.parse(run.path("started_at").asText())))
        .toList();
  }

  /** A record of the state, missing if there is none. */
  JsonNode state(String name) {
    ObjectNode record = documents(settings.names().state()).get(name);
    return record == null ? MissingNode.getInstance() : record.path("value");
  }

  private Map<String, ObjectNode> documents(String name) {
    return TestDocuments.of(elastic, name);
  }

  /** Removes the indices, of which a server can hold only so many. */
  void forget() {
    elastic.ask(
        "forgetting indices",
        client -> {
          String all = settings.names().prefix() + "*";
          Set<String> names = client.indices().get(g -> g.index(all)).result().keySet();
          return client.indices().delete(d -> d.index(List.copyOf(names)));
        });
  }

  @Override
  public void close() {
    elastic.close();
  }
}
