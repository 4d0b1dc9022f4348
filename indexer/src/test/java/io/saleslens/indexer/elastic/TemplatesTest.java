package io.saleslens.indexer.elastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.SalesIndex;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.elasticsearch.client.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What index templates of others do to our indices: nothing. */
@ExtendWith(SandboxExtension.class)
class TemplatesTest {
  private static final LocalDate MAY = LocalDate.of(2023, 5, 1);

  /** Mappings, settings and an alias, none of which our definitions have. */
  private static final String CONTENT =
      """
      {"mappings":{"dynamic":"true","properties":{"@timestamp":{"type":"date"}}},
       "settings":{"index.default_pipeline":"theirs","number_of_shards":3,"codec":"best_compression"},
       "aliases":{"%s":{}}}""";

  private Elastic elastic;
  private Indices indices;
  private IndexNames names;
  private String alias;

  @BeforeEach
  void open(TestElasticsearch server) {
    TestSettings settings = TestSettings.of(server);
    elastic = new Elastic(settings.elastic());
    indices = new Indices(elastic);
    names = settings.names();
    alias = names.prefix() + "theirs";
  }

  @AfterEach
  void close() {
    elastic.close();
  }

  private JsonNode get(String path) {
    return elastic.send(new Request("GET", path), null, Json.mapper()::readTree);
  }

  private void put(String path, String json) {
    elastic.send(
        new Request("PUT", path), Json.tree(json.getBytes(StandardCharsets.UTF_8)), answer -> null);
  }

  private String content() {
    return CONTENT.formatted(alias);
  }

  private void putForeign(String name, String pattern, long priority) {
    put(
        "/_index_template/" + names.prefix() + name,
        "{\"index_patterns\":[\"%s\"],\"priority\":%d,\"template\":%s}"
            .formatted(names.prefix() + pattern, priority, content()));
  }

  private void makeAll() {
    new Fence(elastic).forbidIndices(names);
    for (IndexDefinition definition : SalesIndex.definitions(names)) {
      indices.init(definition);
      if (definition.monthly()) {
        indices.initMonth(definition, names, MAY);
      }
    }
  }

  /** All that makes an index what it is, but for what differs between any two. */
  private JsonNode made() {
    ObjectNode found = (ObjectNode) get("/" + names.prefix() + "*?flat_settings=true");
    for (JsonNode index : found) {
      ((ObjectNode) index.path("settings"))
          .remove(List.of("index.creation_date", "index.uuid", "index.version.created"));
    }
    return found;
  }

  private void requireUntouched() {
    JsonNode touched = made();
    elastic.send(
        new Request("DELETE", "/_index_template/" + names.prefix() + "their*"), null, it -> null);
    touched.fieldNames().forEachRemaining(indices::delete);
    indices = new Indices(elastic);
    makeAll();
    assertThat(touched).hasSize(4).isEqualTo(made());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 499, 500, 501, 502, 1_000_000, Long.MAX_VALUE - 2})
  void nothingOfAnothersTemplateReachesOurs(long priority) {
    putForeign("theirs", "*", priority);
    makeAll();
    requireUntouched();
  }

  @ParameterizedTest
  @CsvSource({"sales-*,500", "*-v1,501", "days*,500", "state-v1,9", "sales-2023*,7000", "*.w*,501"})
  void norOfOneForSomeOfOurNames(String pattern, long priority) {
    putForeign("theirs", pattern, priority);
    makeAll();
    requireUntouched();
  }

  @Test
  void norOfSeveralAtOnceThatCameInBetween() {
    putForeign("their-first", "*", 700);
    makeAll();
    putForeign("their-second", "s*", 1_700);
    putForeign("their-third", "sales-2023.06*", 2_701);
    IndexDefinition sales = SalesIndex.definitions(names).get(0);
    indices.initMonth(sales, names, MAY.plusMonths(1));
    String index = names.sales() + "-2023.06-v1";
    assertThat(get("/" + index + "/_mapping").path(index).path("mappings"))
        .isEqualTo(get("/" + names.sales() + "-2023.05-v1/_mapping").findValue("mappings"));
    indices.init(sales);
  }

  @Test
  void norOfOneThatMakesDataStreams() {
    put(
        "/_index_template/" + names.prefix() + "their-stream",
        "{\"index_patterns\":[\"%s*\"],\"priority\":600,\"data_stream\":{}}"
            .formatted(names.prefix()));
    makeAll();
    requireUntouched();
  }

  @Test
  void norOfOneThatIsMadeOfComponents() {
    String component = names.prefix() + "part";
    put("/_component_template/" + component, "{\"template\":%s}".formatted(content()));
    put(
        "/_index_template/" + names.prefix() + "theirs",
        "{\"index_patterns\":[\"%s*\"],\"priority\":600,\"composed_of\":[\"%s\"]}"
            .formatted(names.prefix(), component));
    makeAll();
    requireUntouched();
  }

  @Test
  void settingsThatAreMeantForOurMonthsReachThem() {
    put(
        "/_component_template/" + names.sales() + "@custom",
        "{\"template\":{\"settings\":{\"index.priority\":7}}}");
    makeAll();
    assertThat(made().findValuesAsText("index.priority")).containsExactly("7");
    indices.init(SalesIndex.definitions(names).get(0));
  }

  @Test
  void norOfALegacyOne() {
    Request request = new Request("PUT", "/_template/" + names.prefix() + "theirs");
    String body =
        content()
            .replaceFirst("\\{", "{\"order\":9,\"index_patterns\":[\"" + names.prefix() + "*\"],");
    elastic.send(request, Json.tree(body.getBytes(StandardCharsets.UTF_8)), it -> null);
    makeAll();
    JsonNode touched = made();
    assertThat(touched).hasSize(4);
    assertThat(touched.toString()).doesNotContain("theirs", "@timestamp");
  }

  @Test
  void anIndexThatWasMadeOtherwiseIsRefusedWithTheTemplatesThatMatchIt() {
    putForeign("theirs", "d*", 3);
    put("/" + names.days() + "-v1", "{\"aliases\":{\"%s\":{}}}".formatted(names.days()));
    assertThatThrownBy(this::makeAll)
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("Index " + names.days() + "-v1 exists with another mapping: ")
        .hasMessageContaining("run init again. It may come from an index template")
        .hasMessageContaining("%1$stheirs (%1$sd*, priority 3)".formatted(names.prefix()));
  }

  @Test
  void aTemplateThatNoneCanBeAboveIsNamed() {
    putForeign("theirs", "days*", Long.MAX_VALUE);
    assertThatThrownBy(this::makeAll)
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(
            "The index template %1$stheirs (%1$sdays*, priority %2$d) of Elasticsearch reaches our indices"
                .formatted(names.prefix(), Long.MAX_VALUE))
        .hasMessageEndingWith("Give it a lower one, or patterns that do not match them.");
  }

  @Test
  void whatStandsIsNotPutAgain() {
    makeAll();
    String path = "/_index_template/" + names.prefix() + "*";
    JsonNode before = get(path);
    makeAll();
    assertThat(get(path)).isEqualTo(before);
    assertThat(before.path("index_templates")).hasSize(5);
  }

  @ParameterizedTest
  @CsvSource({
    "*,a,true",
    "a*,*b,true",
    "a*b,a*c,false",
    "ab,a,false",
    "a*c*e,ac-*-e,true",
    "a-*-v1,a-2023*,true",
    "a-*-v1,a_*,false",
    "**,'',true",
    "a,A,false"
  })
  void patternsMeetIfSomeNameFitsBoth(String one, String other, boolean meet) {
    assertThat(IndexTemplate.meet(one, other)).isEqualTo(meet);
    assertThat(IndexTemplate.meet(other, one)).isEqualTo(meet);
  }
}
