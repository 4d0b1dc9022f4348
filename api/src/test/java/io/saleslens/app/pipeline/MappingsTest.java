package io.saleslens.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.indexer.elastic.IndexDefinition;
import io.saleslens.indexer.elastic.IndexNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/mappings.md says of each field is so, and no field is left out. */
class MappingsTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "mappings.md");
  private static final IndexNames NAMES = new IndexNames("platform_");

  @ParameterizedTest
  @MethodSource("definitions")
  void theTableOfAnIndexIsItsMapping(IndexDefinition definition) throws IOException {
    assertThat(table(definition.alias()))
        .isNotEmpty()
        .isEqualTo(fields(definition.body().path("mappings").path("properties")));
  }

  static Stream<IndexDefinition> definitions() {
    return AllIndices.definitions(NAMES).stream();
  }

  /** Type, index and doc_values by field, and whether a use of them is named. */
  private static Map<String, List<String>> table(String index) throws IOException {
    Map<String, List<String>> rows = new TreeMap<>();
    Files.readAllLines(DOCUMENT).stream()
        .dropWhile(line -> !line.equals("## " + index))
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith("| `"))
        .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
        .forEach(
            cells ->
                rows.put(
                    cells.get(1).replace("`", ""),
                    List.of(
                        cells.get(2),
                        cells.get(3),
                        cells.get(4),
                        cells.get(5).equals("read back only") ? "unused" : "used")));
    return rows;
  }

  private static Map<String, List<String>> fields(JsonNode properties) {
    Map<String, List<String>> fields = new TreeMap<>();
    properties.properties().forEach(it -> fields.put(it.getKey(), field(it.getValue())));
    return fields;
  }

  private static List<String> field(JsonNode options) {
    String type = options.path("type").asText();
    if (!options.path("enabled").asBoolean(true)) {
      return List.of(type + ", not parsed", "–", "–", "unused");
    }
    boolean index = options.path("index").asBoolean(true);
    boolean docValues = options.path("doc_values").asBoolean(true);
    return List.of(type, yes(index), yes(docValues), index || docValues ? "used" : "unused");
  }

  private static String yes(boolean is) {
    return is ? "yes" : "–";
  }
}
