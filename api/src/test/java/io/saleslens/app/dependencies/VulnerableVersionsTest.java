package io.saleslens.app.dependencies;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the program is made of, by the bill of materials in its jar. */
class VulnerableVersionsTest {
  private static final Path LIST = Path.of("../docs/vulnerable-versions.yaml");

  private static JsonNode bill() throws Exception {
    try (InputStream bill =
        VulnerableVersionsTest.class.getResourceAsStream("/META-INF/sbom/saleslens.cdx.json")) {
      return new ObjectMapper().readTree(bill);
    }
  }

  @Test
  void nothingListedIsInTheProgram() throws Exception {
    assertThat(VulnerableVersions.read(LIST).in(bill())).isEmpty();
  }

  @Test
  void theBillNamesWhatIsUsed() throws Exception {
    assertThat(bill().path("components").findValuesAsText("name"))
        .contains("jackson-databind", "mysql-connector-j", "jetty-server", "quartz", "swagger-ui")
        .doesNotContain("junit-jupiter-api", "selenium-api");
  }

  @Test
  void partsOfOneThingAreOfOneVersionAndJacksonIsThereOnce() throws Exception {
    for (String group : List.of("io.opentelemetry", "org.eclipse.jetty", "ch.qos.logback")) {
      assertThat(versionsOf(group)).as(group).hasSize(1);
    }
    assertThat(versionsOf("tools.jackson.core")).isEmpty();
  }

  private static Set<String> versionsOf(String group) throws Exception {
    Set<String> versions = new TreeSet<>();
    for (JsonNode component : bill().path("components")) {
      if (component.path("group").asText().equals(group)) {
        versions.add(component.path("version").asText());
      }
    }
    return versions;
  }

  @ParameterizedTest
  @CsvSource({
    "com.fasterxml.jackson.core, jackson-databind, 2.22.1, true",
    "com.fasterxml.jackson.core, jackson-databind, 2.22.2, false",
    "com.fasterxml.jackson.core, jackson-databind, 2.13.4.1, true",
    "com.fasterxml.jackson.core, jackson-databind, 2.23.0, false",
    "tools.jackson.core, jackson-core, 3.0.0, true",
    "io.opentelemetry, opentelemetry-api, 1.29.0, true",
    "org.eclipse.jetty, jetty-http, 12.0.38, false",
    "org.eclipse.jetty, jetty-http, 12.1.11, true",
    "org.yaml, snakeyaml, 2.0-rc1, true",
    "com.google.guava, guava, 31.1-jre, true",
    "com.google.guava, guava, 33.0.0-jre, false",
    "org.example, jackson-databind, 2.0, false"
  })
  void aListedVersionIsFound(String group, String name, String version, boolean isFound)
      throws Exception {
    JsonNode bill =
        new ObjectMapper()
            .readTree(
                """
                {"components": [{"group": "%s", "name": "%s", "version": "%s"}]}
                """
                    .formatted(group, name, version));

    assertThat(VulnerableVersions.read(LIST).in(bill)).hasSize(isFound ? 1 : 0);
  }
}
