package io.saleslens.indexer.elastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.indexer.SalesIndex;
import io.saleslens.indexer.retry.Patience;
import io.saleslens.indexer.settings.SaleField;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.testing.TestDocuments;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.elasticsearch.client.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SandboxExtension.class)
class IndicesTest {
  private Elastic elastic;
  private Indices indices;
  private IndexNames names;
  private List<IndexDefinition> definitions;

  @BeforeEach
  void open(TestElasticsearch server) {
    TestSettings settings = TestSettings.of(server);
    elastic = new Elastic(settings.elastic());
    indices = new Indices(elastic);
    names = settings.names();
    definitions = SalesIndex.definitions(names);
  }

  @AfterEach
  void close() {
    elastic.close();
  }

  private List<String> init() {
    return definitions.stream().flatMap(it -> indices.init(it).stream()).toList();
  }

  private JsonNode get(String path) {
    return elastic.send(new Request("GET", path), null, Json.mapper()::readTree);
  }

  private void put(String path, String json) {
    elastic.send(
        new Request("PUT", path), Json.tree(json.getBytes(StandardCharsets.UTF_8)), answer -> null);
  }

  private IndexDefinition definition(String alias) {
    return definitions.stream().filter(it -> it.alias().equals(alias)).findFirst().orElseThrow();
  }

  @Test
  void initMakesWhatIsMissingAndIsFineTwice() {
    assertThat(init())
        .containsExactlyInAnyOrder(
            names.days() + "-v1", names.rejects() + "-v1", names.state() + "-v1");
    JsonNode before = get("/" + names.prefix() + "*");
    assertThat(init()).isEmpty();
    assertThat(get("/" + names.prefix() + "*")).isEqualTo(before);
    assertThat(indices.exists(names.days())).isTrue();
    assertThat(indices.exists(names.sales())).isFalse();
  }

  @Test
  void initCanRunTwiceAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<List<String>>> runs = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        runs.add(threads.submit(this::init));
      }
      List<String> made = new ArrayList<>();
      for (Future<List<String>> run : runs) {
        made.addAll(run.get());
      }
      assertThat(made)
          .containsExactlyInAnyOrder(
              names.days() + "-v1", names.rejects() + "-v1", names.state() + "-v1");
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aMonthIsMadeOnceBehindBothItsNames() {
    init();
    String month = names.sales() + "-2023.05";
    indices.initMonth(definition(names.sales()), names, LocalDate.of(2023, 5, 1));
    new Indices(elastic).initMonth(definition(names.sales()), names, LocalDate.of(2023, 5, 1));
    assertThat(get("/" + names.sales() + "/_alias").properties()).hasSize(1);
    assertThat(get("/" + month + "/_alias").path(month + "-v1").path("aliases").properties())
        .extracting(it -> it.getKey())
        .containsExactlyInAnyOrder(month, names.sales());
  }

  @Test
  void anIndexWithAnotherMappingIsRefusedAndLeftAlone() {
    String index = names.days() + "-v1";
    put(
        "/" + index,
        "{\"mappings\":{\"dynamic\":\"strict\",\"properties\":{\"date\":{\"type\":\"keyword\"}}},\"aliases\":{\"%s\":{}}}"
            .formatted(names.days()));
    JsonNode before = get("/" + index);
    assertThatThrownBy(() -> indices.init(definition(names.days())))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "Index %s exists with another mapping: the type of field canceled_sale is missing, expected long. Give another prefix by saleslens.index.prefix (SALESLENS_INDEX_PREFIX), or delete the index and run init again.",
            index);
    assertThat(get("/" + index)).isEqualTo(before);
  }

  @Test
  void aMonthWithAnotherMappingIsRefused() {
    String index = names.sales() + "-2023.05-v1";
    put("/" + index, "{\"mappings\":{\"dynamic\":\"strict\"}}");
    assertThatThrownBy(() -> indices.init(definition(names.sales())))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("Index " + index + " exists with another mapping: ");
  }

  @Test
  void anIndexInThePlaceOfTheAliasIsRefused() {
    put("/" + names.days(), "{}");
    assertThatThrownBy(() -> indices.init(definition(names.days())))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("Index " + names.days() + " exists with another mapping: ");
  }

  @Test
  void writingToAMissingIndexIsAnErrorAndMakesNone() {
    try (BulkWriter writer = new BulkWriter(elastic)) {
      BulkBody write = new BulkBody();
      write.index(names.sales() + "-2023.05", "1", 1, "{}".getBytes(StandardCharsets.UTF_8));
      assertThatThrownBy(() -> writer.write(write))
          .isInstanceOf(ElasticException.class)
          .hasMessageContaining("answered 404: index_not_found_exception: ");
      BulkBody merge = new BulkBody();
      merge.merge(names.days(), "2023-05-01", Map.of("dirty", true));
      assertThatThrownBy(() -> writer.write(merge)).isInstanceOf(ElasticException.class);
      assertThat(TestDocuments.of(elastic, names.prefix() + "*")).isEmpty();
      assertThat(get("/_cat/indices/" + names.prefix() + "*?format=json")).isEmpty();
    }
  }

  @Test
  void aFieldThatTheMappingLacksIsARejection() {
    init();
    try (BulkWriter writer = new BulkWriter(elastic)) {
      BulkBody body = new BulkBody();
      body.index(names.days(), "1", "{\"other\":1}".getBytes(StandardCharsets.UTF_8));
      body.index(names.days(), "2", "{\"dirty\":true}".getBytes(StandardCharsets.UTF_8));
      BulkOutcome outcome = writer.write(body);
      assertThat(outcome.done()).isEqualTo(1);
      assertThat(outcome.rejected())
          .singleElement()
          .satisfies(it -> assertThat(it.reason()).startsWith("strict_dynamic_mapping_exception"));
    }
  }

  @Test
  void olderVersionsAreLeftAloneAndEqualOnesWrittenAgain() {
    String month = names.sales() + "-2023.05";
    indices.initMonth(definition(names.sales()), names, LocalDate.of(2023, 5, 1));
    try (BulkWriter writer = new BulkWriter(elastic)) {
      assertThat(version(writer, month, 5)).isEqualTo(new BulkOutcome(1, 0, List.of()));
      assertThat(version(writer, month, 5)).isEqualTo(new BulkOutcome(1, 0, List.of()));
      assertThat(version(writer, month, 4)).isEqualTo(new BulkOutcome(0, 1, List.of()));
      BulkBody delete = new BulkBody();
      delete.delete(month, "1", 5);
      delete.delete(month, "absent", 5);
      assertThat(writer.write(delete)).isEqualTo(new BulkOutcome(2, 0, List.of()));
      assertThat(version(writer, month, 5)).isEqualTo(new BulkOutcome(1, 0, List.of()));
    }
  }

  private static BulkOutcome version(BulkWriter writer, String month, long version) {
    BulkBody body = new BulkBody();
    body.index(month, "1", version, "{\"id\":\"1\"}".getBytes(StandardCharsets.UTF_8));
    return writer.write(body);
  }

  @Test
  void theSalesMappingHasEveryColumnAndWhatIsAdded() {
    Set<String> expected =
        Arrays.stream(SaleField.values())
            .map(SaleField::fieldName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(expected).hasSize(23);
    expected.addAll(Set.of("business_date", "hour", "weekday", "card_key", "indexed_at"));
    JsonNode fields = definition(names.sales()).mappings().path("properties");
    assertThat(new TreeSet<>(fields.properties().stream().map(it -> it.getKey()).toList()))
        .isEqualTo(expected);
    assertThat(fields.path("raw_data").path("index").asBoolean(true)).isFalse();
    assertThat(fields.path("raw_data").path("doc_values").asBoolean(true)).isFalse();
  }

  /** As when a node is gone that alone had a month. */
  @Test
  void aMissingShardFailsTheSearchInsteadOfHidingItsDocuments() {
    String month = names.sales() + "-2023.05";
    indices.initMonth(definition(names.sales()), names, LocalDate.of(2023, 5, 1));
    put(
        "/" + names.sales() + "-2023.06-v1?wait_for_active_shards=0",
        "{\"settings\":{\"index.routing.allocation.require._name\":\"none\"},\"mappings\":{\"properties\":{\"id\":{\"type\":\"keyword\"}}},\"aliases\":{\"%s\":{}}}"
            .formatted(names.sales()));
    Query all = Query.of(q -> q.matchAll(m -> m));
    Elastic impatient = elastic.with(Patience.QUERY);
    assertThatThrownBy(() -> Hits.forEach(impatient, names.sales(), all, "id", hit -> {}))
        .isInstanceOf(ElasticException.class)
        .hasMessageContaining("asked search " + names.sales() + ", answered 503");
  }

  @Test
  void aClosedMonthFailsTheWriteInsteadOfRejectingItsSales() {
    String month = names.sales() + "-2023.05";
    indices.initMonth(definition(names.sales()), names, LocalDate.of(2023, 5, 1));
    elastic.send(new Request("POST", "/" + month + "-v1/_close"), null, answer -> null);
    try (BulkWriter writer = new BulkWriter(elastic)) {
      assertThatThrownBy(() -> version(writer, month, 1))
          .isInstanceOf(ElasticException.class)
          .hasMessageEndingWith(
              "index_closed_exception: closed [%1$s-v1]. Open it: POST /%1$s-v1/_open", month);
    }
    assertThatThrownBy(() -> elastic.ask("a count", it -> it.count(c -> c.index(month))))
        .isInstanceOf(ElasticException.class)
        .hasMessageEndingWith(
            "index_closed_exception: closed [%1$s-v1]. Open it: POST /%1$s-v1/_open", month);
  }

  @Test
  void aMonthThatTakesNoWritesIsToldWithTheWayOut() {
    String month = names.sales() + "-2023.05";
    indices.initMonth(definition(names.sales()), names, LocalDate.of(2023, 5, 1));
    put("/" + month + "-v1/_settings", "{\"index.blocks.write\":true}");
    try (BulkWriter writer = new BulkWriter(elastic)) {
      assertThatThrownBy(() -> version(writer, month, 1))
          .isInstanceOf(ElasticException.class)
          .hasMessageContaining("index [" + month + "-v1] blocked by: [FORBIDDEN/8/index write")
          .hasMessageEndingWith("./saleslens doctor names the block and how to lift it.");
    }
  }

  @Test
  void everyMappingIsStrict() {
    assertThat(definitions).allMatch(it -> it.mappings().path("dynamic").asText().equals("strict"));
  }
}
