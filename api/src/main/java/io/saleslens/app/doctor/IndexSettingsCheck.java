package io.saleslens.app.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.indexer.elastic.IndexNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Whether settings of our indices that are not ours, as another's template may have left them,
 * change what is written, or refuse it.
 */
final class IndexSettingsCheck implements Check {
  /** Elasticsearch changes documents by them, refuses some, or sorts and shards them otherwise. */
  private static final Pattern FOREIGN =
      Pattern.compile(
          "index\\.(default_pipeline|final_pipeline|mode|routing_partition_size|sort\\.field"
              + "|mapping\\.(ignore_malformed|coerce|source\\.mode|synthetic_source_keep)|mapper\\.dynamic)");

  private static final Pattern CAN_CHANGE =
      Pattern.compile("index\\.(default_pipeline|final_pipeline)");

  private final Questions questions;
  private final IndexNames names;

  IndexSettingsCheck(Questions questions, IndexNames names) {
    this.questions = questions;
    this.names = names;
  }

  @Override
  public String name() {
    return "index settings";
  }

  @Override
  public List<Finding> look() {
    return questions
        .get("/%s*/_settings?flat_settings=true&expand_wildcards=all".formatted(names.prefix()))
        .map(this::findings)
        .orElseGet(
            () ->
                List.of(
                    Finding.ok(
                        name(),
                        "not told to this account (that takes the privilege view_index_metadata)")));
  }

  private List<Finding> findings(JsonNode indices) {
    List<Finding> findings = new ArrayList<>();
    for (Map.Entry<String, JsonNode> index : indices.properties()) {
      index.getValue().path("settings").properties().stream()
          .filter(it -> FOREIGN.matcher(it.getKey()).matches())
          .forEach(it -> findings.add(foreign(index.getKey(), it.getKey(), it.getValue())));
    }
    return findings.isEmpty() ? List.of(Finding.ok(name(), "ours")) : findings;
  }

  private Finding foreign(String index, String key, JsonNode value) {
    String found = "%s has %s %s, which is not ours".formatted(index, key, value.asText());
    return CAN_CHANGE.matcher(key).matches()
        ? Finding.warn(name(), found, "PUT /%s/_settings {\"%s\": null}".formatted(index, key))
        : Finding.warn(
            name(),
            found,
            "It cannot be changed where it stands: DELETE /%s, then run ./saleslens init and ./saleslens verify --repair."
                .formatted(index));
  }
}
