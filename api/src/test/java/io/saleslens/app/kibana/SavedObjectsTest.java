package io.saleslens.app.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The saved objects are sound, and whatever were wrong with them would be found. */
@ExtendWith(SandboxExtension.class)
class SavedObjectsTest {
  private static Elastic elastic;
  private static ProductFields fields;
  private static String ndjson;

  @BeforeAll
  static void makeIndices(TestElasticsearch elasticsearch) {
    TestSettings settings = TestSettings.of(elasticsearch);
    elastic = new Elastic(settings.elastic());
    fields = ProductFields.made(elastic, settings.names());
    ndjson = new BuiltFor(elasticsearch.indexPrefix(), "Asia/Seoul", "KRW").ndjson();
  }

  @AfterAll
  static void close() {
    elastic.close();
  }

  private static List<String> findings(String ndjson) {
    return Stream.concat(Checks.of(ndjson).stream(), fields.check(ndjson).stream()).toList();
  }

  @Test
  void nothingIsWrongWithThemAndTheirFieldsAreThoseOfTheIndices() {
    assertThat(findings(ndjson)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "platform_, Asia/Seoul, KRW",
    "shop_, America/New_York, USD",
    "platform_, Europe/Berlin, EUR",
    "kr_, Asia/Tokyo, JPY",
    "platform_, UTC, KWD"
  })
  void nothingIsWrongWithThemWhateverTheyAreBuiltFor(String prefix, String zone, String currency) {
    assertThat(Checks.of(new BuiltFor(prefix, zone, currency).ndjson())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.saleslens.app.kibana.Mutation#all")
  void damageIsFoundAndNamed(Mutation mutation) {
    SavedObjects read = SavedObjects.read(ndjson, new Findings());
    SavedObjects victims = new SavedObjects(new ArrayList<>(read.all()));
    mutation.damage().accept(new Victims(victims));

    List<String> findings = findings(victims.ndjson());

    assertThat(findings)
        .as("%s", findings)
        .anySatisfy(line -> assertThat(line).contains(mutation.named()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"panelsJSON\":\"[{\\\"type\\\"  | \"panelsJSON\":\"[{\\\"type        | dashboard",
        "\"fieldAttrs\":\"{                | \"fieldAttrs\":\"                 | index-pattern",
        "\"type\":\"index-pattern\"        | \"type\":\"index-pattern          | line 1"
      })
  void brokenJsonIsFoundAndNamed(String sound, String broken, String named) {
    assertThat(ndjson).contains(sound);

    assertThat(Checks.of(ndjson.replace(sound, broken)))
        .anySatisfy(line -> assertThat(line).contains(named).contains("no JSON"));
  }
}
