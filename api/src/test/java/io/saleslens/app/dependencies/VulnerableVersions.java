package io.saleslens.app.dependencies;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The list that is kept by hand.
 *
 * @param entries what is vulnerable
 */
record VulnerableVersions(List<Entry> entries) {

  /**
   * @param artifact {@code group:artifact}, where the artifact may be {@code *}
   * @param from the first vulnerable version, if not the first of all
   * @param below the first that is not
   * @param ids of the advisories
   */
  record Entry(String artifact, Optional<Version> from, Version below, List<String> ids) {
    private boolean isMet(String group, String name, Version version) {
      return (artifact.equals(group + ":" + name) || artifact.equals(group + ":*"))
          && version.compareTo(below) < 0
          && from.map(it -> version.compareTo(it) >= 0).orElse(true);
    }
  }

  static VulnerableVersions read(Path file) throws IOException {
    try (Reader text = Files.newBufferedReader(file)) {
      Map<?, ?> list = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
      return new VulnerableVersions(
          ((List<?>) list.get("vulnerable")).stream().map(it -> entry((Map<?, ?>) it)).toList());
    }
  }

  private static Entry entry(Map<?, ?> entry) {
    return new Entry(
        (String) entry.get("package"),
        Optional.ofNullable(entry.get("from")).map(it -> new Version(it.toString())),
        new Version(entry.get("below").toString()),
        ((List<?>) entry.get("ids")).stream().map(Object::toString).toList());
  }

  /** What of a bill of materials is vulnerable, and why. */
  List<String> in(JsonNode bill) {
    return StreamSupport.stream(bill.path("components").spliterator(), false)
        .flatMap(it -> found(it.path("group").asText(), it.path("name").asText(), it))
        .toList();
  }

  private Stream<String> found(String group, String name, JsonNode component) {
    Version version = new Version(component.path("version").asText());
    return entries.stream()
        .filter(it -> it.isMet(group, name, version))
        .map(
            it ->
                "%s:%s %s: %s, mended in %s"
                    .formatted(group, name, version.text(), it.ids(), it.below().text()));
  }
}
