package io.saleslens.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.indexer.SalesIndex;
import io.saleslens.indexer.elastic.IndexDefinition;
import io.saleslens.indexer.elastic.IndexNames;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FraudIndexTest {
  private static final IndexNames NAMES = new IndexNames("platform_");

  private static Map<String, String> types(List<IndexDefinition> definitions, String alias) {
    JsonNode body =
        definitions.stream()
            .filter(it -> it.alias().equals(alias))
            .findFirst()
            .orElseThrow()
            .body();
    Map<String, String> types = new TreeMap<>();
    body.at("/mappings/properties")
        .properties()
        .forEach(field -> types.put(field.getKey(), field.getValue().path("type").asText()));
    return types;
  }

  @Test
  void aSuspectHasEveryFieldOfASaleWithItsTypeAndSixMore() {
    Map<String, String> sale = types(SalesIndex.definitions(NAMES), NAMES.sales());
    Map<String, String> suspect = types(FraudIndex.definitions(NAMES), NAMES.frauds());
    assertThat(suspect).containsAllEntriesOf(sale);
    suspect.keySet().removeAll(sale.keySet());
    assertThat(suspect.keySet())
        .isEqualTo(
            Set.of(
                "rule", "group_id", "repeat_count", "week_unit_price", "aov_ratio", "detected_at"));
  }
}
