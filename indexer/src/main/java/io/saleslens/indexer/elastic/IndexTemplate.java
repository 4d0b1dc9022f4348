package io.saleslens.indexer.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A template of the cluster, ours or another's.
 *
 * @param name in its cluster
 * @param patterns names of indices that are made from it
 * @param priority of those that match a name, the one with the highest counts, and no other does
 * @param legacy whether it is of the older kind, which counts where none of the newer kind matches
 * @param content what a template of ours is told by; empty for another's
 */
public record IndexTemplate(
    String name, List<String> patterns, long priority, boolean legacy, String content) {
  /** Parts of an answer to {@link #ASK_COMPOSABLE} that are read. */
  private static final String FILTER =
      "?filter_path=index_templates.name,index_templates.index_template.index_patterns,index_templates.index_template.priority,index_templates.index_template._meta.saleslens";

  /** Path of the question for those of the newer kind. */
  public static final String ASK_COMPOSABLE = "/_index_template" + FILTER;

  /** Path of the question for those of the older kind. */
  public static final String ASK_LEGACY = "/_template?filter_path=*.index_patterns,*.order";

  /** Those of the answer to {@link #ASK_COMPOSABLE}. */
  public static List<IndexTemplate> composable(JsonNode answer) {
    List<IndexTemplate> found = new ArrayList<>();
    for (JsonNode template : answer.path("index_templates")) {
      JsonNode body = template.path("index_template");
      found.add(
          new IndexTemplate(
              template.path("name").asText(),
              texts(body.path("index_patterns")),
              body.path("priority").asLong(),
              false,
              body.path("_meta").path("saleslens").asText()));
    }
    return found;
  }

  /** Those of the answer to {@link #ASK_LEGACY}. */
  public static List<IndexTemplate> legacy(JsonNode answer) {
    return answer.properties().stream()
        .map(
            it ->
                new IndexTemplate(
                    it.getKey(),
                    texts(it.getValue().path("index_patterns")),
                    it.getValue().path("order").asLong(),
                    true,
                    ""))
        .toList();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  /** Whether Saleslens made it, under whatever prefix. */
  public boolean isOurs() {
    return !content.isEmpty();
  }

  /** Whether some name fits it that also fits one of these patterns. */
  public boolean reaches(List<String> others) {
    return patterns.stream().anyMatch(mine -> others.stream().anyMatch(it -> meet(mine, it)));
  }

  /** Whether some text fits both patterns, in which {@code *} stands for any text. */
  static boolean meet(String one, String other) {
    boolean[][] fits = new boolean[one.length() + 1][other.length() + 1];
    for (int i = one.length(); i >= 0; i--) {
      for (int j = other.length(); j >= 0; j--) {
        fits[i][j] = meet(one, i, other, j, fits);
      }
    }
    return fits[0][0];
  }

  /** What is known of the rests behind these places tells of those that begin there. */
  private static boolean meet(String one, int i, String other, int j, boolean[][] fits) {
    boolean oneEnds = i == one.length();
    boolean otherEnds = j == other.length();
    if (!oneEnds && one.charAt(i) == '*') {
      return fits[i + 1][j] || !otherEnds && fits[i][j + 1];
    }
    if (!otherEnds && other.charAt(j) == '*') {
      return fits[i][j + 1] || !oneEnds && fits[i + 1][j];
    }
    return oneEnds
        ? otherEnds
        : !otherEnds && one.charAt(i) == other.charAt(j) && fits[i + 1][j + 1];
  }

  /** As messages name it. */
  @Override
  public String toString() {
    return "%s (%s, %s %d)"
        .formatted(
            name, String.join(", ", patterns), legacy ? "legacy, order" : "priority", priority);
  }
}
