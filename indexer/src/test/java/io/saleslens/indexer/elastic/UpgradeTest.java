package io.saleslens.indexer.elastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.SalesIndex;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.testing.TestDocuments;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.elasticsearch.client.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a new version of a mapping does to the indices that an older one made. */
@ExtendWith(SandboxExtension.class)
class UpgradeTest {
  private static final LocalDate MAY = LocalDate.of(2023, 5, 1);

  private Elastic elastic;
  private Indices indices;
  private IndexNames names;

  @BeforeEach
  void open(TestElasticsearch server) {
    TestSettings settings = TestSettings.of(server);
    elastic = new Elastic(settings.elastic());
    indices = new Indices(elastic);
    names = settings.names();
    SalesIndex.definitions(names).forEach(indices::init);
  }

  @AfterEach
  void close() {
    elastic.close();
  }

  private IndexDefinition now(String alias) {
    return SalesIndex.definitions(names).stream()
        .filter(it -> it.alias().equals(alias))
        .findFirst()
        .orElseThrow();
  }

  /** A definition's next version, with one more field. */
  private static IndexDefinition next(IndexDefinition now) {
    ObjectNode body = now.body().deepCopy();
    ((ObjectNode) body.path("mappings").path("properties"))
        .putObject("added")
        .put("type", "keyword");
    return new IndexDefinition(now.alias(), now.version() + 1, now.monthly(), body);
  }

  private IndexDefinition nextDays() {
    return next(now(names.days()));
  }

  private void writeDays(int number) {
    BulkBody body = new BulkBody();
    for (int n = 0; n < number; n++) {
      body.merge(
          names.days(), MAY.plusDays(n).toString(), Map.of("date", MAY.plusDays(n), "sales", n));
    }
    bulk(body);
  }

  private BulkOutcome bulk(BulkBody body) {
    try (BulkWriter writer = new BulkWriter(elastic)) {
      return writer.write(body);
    }
  }

  private Map<String, ObjectNode> documents(String name) {
    return TestDocuments.of(elastic, name);
  }

  private JsonNode get(String path) {
    return elastic.send(new Request("GET", path), null, Json.mapper()::readTree);
  }

  private Iterable<String> indicesOf(String alias) {
    return get("/" + alias + "/_alias").properties().stream().map(Map.Entry::getKey).toList();
  }

  private void upgrade(IndexDefinition definition) throws InterruptedException {
    indices.init(definition);
    new Upgrade(elastic, indices).run(definition);
  }

  @Test
  void theDocumentsMoveBehindTheSameNameAndTheOldIndexGoes() throws Exception {
    writeDays(50);
    Map<String, ObjectNode> before = documents(names.days());
    upgrade(nextDays());
    assertThat(indicesOf(names.days())).containsExactly(names.days() + "-v2");
    assertThat(documents(names.days())).isEqualTo(before).hasSize(50);
    assertThat(indices.exists(names.days() + "-v1")).isFalse();
    assertThat(
            get("/" + names.days() + "/_mapping")
                .path(names.days() + "-v2")
                .path("mappings")
                .path("properties")
                .has("added"))
        .isTrue();
  }

  @Test
  void moreThanAPageIsCopied() throws Exception {
    writeDays(12_345);
    upgrade(nextDays());
    assertThat(elastic.ask("count", client -> client.count(c -> c.index(names.days()))).count())
        .isEqualTo(12_345);
  }

  @Test
  void everyMonthIsRebuiltAndKeepsItsNamesAndVersions() throws Exception {
    IndexDefinition sales = now(names.sales());
    for (int month = 0; month < 3; month++) {
      indices.initMonth(sales, names, MAY.plusMonths(month));
      bulk(sale(MAY.plusMonths(month), 7));
    }
    upgrade(next(sales));
    assertThat(documents(names.sales())).containsOnlyKeys("0", "1", "2");
    for (int month = 0; month < 3; month++) {
      String name = names.salesOf(MAY.plusMonths(month));
      assertThat(indicesOf(name)).containsExactly(name + "-v2");
    }
    assertThat(bulk(sale(MAY, 6)).alreadyNewer()).isEqualTo(1);
    assertThat(bulk(sale(MAY, 8)).done()).isEqualTo(1);
  }

  private BulkBody sale(LocalDate day, long version) {
    String id = Integer.toString(day.getMonthValue() - MAY.getMonthValue());
    BulkBody body = new BulkBody();
    body.index(
        names.salesOf(day),
        id,
        version,
        "{\"id\":\"%s\"}".formatted(id).getBytes(StandardCharsets.UTF_8));
    return body;
  }

  @Test
  void aHolderOfTheLeaseGoesOnWritingByItsNames() throws Exception {
    IndexNames mine = names.fenced(3);
    new Fence(elastic).raise(mine);
    upgrade(nextDays());
    BulkBody body = new BulkBody();
    body.merge(mine.days(), "2023-05-01", Map.of("sales", 1));
    assertThat(bulk(body).done()).isEqualTo(1);
    assertThat(documents(names.days())).hasSize(1);
  }

  @Test
  void anUpgradeThatWasCutShortIsBegunAnew() throws Exception {
    writeDays(5);
    indices.create(nextDays(), names.days() + "-v2", List.of(names.days() + "-v2.copy"));
    BulkBody leftover = new BulkBody();
    leftover.merge(names.days() + "-v2.copy", "1999-01-01", Map.of("sales", 1));
    bulk(leftover);
    assertThat(documents(names.days())).hasSize(5);
    upgrade(nextDays());
    assertThat(documents(names.days())).hasSize(5).doesNotContainKey("1999-01-01");
  }

  @Test
  void aDocumentThatDoesNotFitLeavesTheOldIndexServing() {
    writeDays(5);
    IndexDefinition narrower = nextDays();
    ((ObjectNode) narrower.mappings().path("properties")).remove("sales");
    assertThatThrownBy(() -> upgrade(narrower))
        .isInstanceOf(ElasticException.class)
        .hasMessageContaining("strict_dynamic_mapping_exception");
    assertThat(indicesOf(names.days())).containsExactly(names.days() + "-v1");
    assertThat(documents(names.days())).hasSize(5);
  }

  @Test
  void doneTwiceItDoesNothingTheSecondTime() throws Exception {
    upgrade(nextDays());
    JsonNode before = get("/" + names.prefix() + "*");
    indices.init(nextDays());
    assertThat(new Upgrade(elastic, indices).run(nextDays())).isEmpty();
    assertThat(get("/" + names.prefix() + "*")).isEqualTo(before);
  }

  @Test
  void anOlderSaleslensRefusesNewerIndices() throws Exception {
    upgrade(nextDays());
    assertThatThrownBy(() -> indices.init(now(names.days())))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "Index %s-v2 was made by a newer Saleslens; this one knows its mapping up to version 1. Run the newer one, or give another prefix by saleslens.index.prefix (SALESLENS_INDEX_PREFIX).",
            names.days());
  }
}
