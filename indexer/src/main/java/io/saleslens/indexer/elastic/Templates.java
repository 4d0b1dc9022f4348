package io.saleslens.indexer.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.settings.SettingsException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.elasticsearch.client.Request;

/**
 * Keeps what is in other people's templates (mappings, settings, aliases, data streams) out of our
 * indices. Of the templates that match a new index Elasticsearch takes the one with the highest
 * priority and no other, and none of the legacy ones: so each index of ours has a template of ours,
 * whose priority is above all that could match too.
 */
final class Templates {
  /** A race against others who make templates is lost rarely. */
  private static final int TRIES = 3;

  private static final int BAD_REQUEST = 400;

  private final Elastic elastic;

  Templates(Elastic elastic) {
    this.elastic = elastic;
  }

  /**
   * Puts a template above all others that reach the same names, unless it stands there.
   *
   * @param lowest the least priority. Templates of ours that can match the same name must differ in
   *     that it is even or odd: so they never have the same
   * @throws SettingsException if another's has the highest priority that there is
   */
  void put(String name, Collection<String> patterns, ObjectNode content, int lowest) {
    ObjectNode template = content.deepCopy();
    patterns.forEach(template.putArray("index_patterns")::add);
    String mark = markOf(template);
    template.putObject("_meta").put("saleslens", mark);
    for (int i = 1; ; i++) {
      List<IndexTemplate> all = composable();
      long priority = above(name, List.copyOf(patterns), all, lowest);
      if (stands(name, mark, priority, all)) {
        return;
      }
      template.put("priority", priority);
      try {
        elastic.send(new Request("PUT", "/_index_template/" + name), template, in -> null);
        return;
      } catch (ElasticException e) {
        if (e.status() != BAD_REQUEST || i == TRIES) {
          throw e;
        }
      }
    }
  }

  /** Tells one content from another. */
  private static String markOf(JsonNode template) {
    return UUID.nameUUIDFromBytes(template.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static boolean stands(String name, String mark, long priority, List<IndexTemplate> all) {
    return all.stream()
        .anyMatch(
            it -> it.name().equals(name) && it.content().equals(mark) && it.priority() >= priority);
  }

  private static long above(
      String name, List<String> patterns, List<IndexTemplate> all, int lowest) {
    long priority = lowest;
    for (IndexTemplate other : all) {
      if (!other.isOurs() && !other.name().equals(name) && other.reaches(patterns)) {
        if (other.priority() > Long.MAX_VALUE - 2) {
          throw new SettingsException(
              "The index template %s of Elasticsearch reaches our indices (%s), and none of ours can have a higher priority. Give it a lower one, or patterns that do not match them."
                  .formatted(other, String.join(", ", patterns)));
        }
        if (other.priority() >= priority) {
          long next = other.priority() + 1;
          priority = (next & 1) == (lowest & 1) ? next : next + 1;
        }
      }
    }
    return priority;
  }

  private List<IndexTemplate> composable() {
    return IndexTemplate.composable(ask(IndexTemplate.ASK_COMPOSABLE));
  }

  private JsonNode ask(String path) {
    return elastic.send(new Request("GET", path), null, Json.mapper()::readTree);
  }

  /** Those of others that match the name of an index, for a message; empty if there are none. */
  Optional<String> foreign(String index) {
    List<IndexTemplate> all = new ArrayList<>(composable());
    all.addAll(IndexTemplate.legacy(ask(IndexTemplate.ASK_LEGACY)));
    String names =
        all.stream()
            .filter(it -> !it.isOurs() && it.reaches(List.of(index)))
            .map(IndexTemplate::toString)
            .collect(Collectors.joining("; "));
    return Optional.of(names).filter(it -> !it.isEmpty());
  }
}
