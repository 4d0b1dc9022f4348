package io.saleslens.indexer.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.elasticsearch.client.Request;

/**
 * Finds what no look at single days can: indices that the names do not reach, or reach in part, and
 * documents that are of no day, or of several. Numbers by days would agree while the totals do not.
 *
 * <p>Looks at the indices themselves, not by the names. Those of a lease are left alone.
 */
public final class IndexFlaws {
  private final Elastic elastic;
  private final IndexDefinition definition;
  private final String dayField;

  /**
   * @param definition whose indices are looked at
   * @param dayField the field that says which day a document belongs to
   */
  public IndexFlaws(Elastic elastic, IndexDefinition definition, String dayField) {
    this.elastic = elastic;
    this.definition = definition;
    this.dayField = dayField;
  }

  /**
   * A document that does not say one day.
   *
   * @param index it stands in
   * @param id of the document
   * @param days those that it says
   */
  public record Stray(String index, String id, Set<LocalDate> days) {}

  /** What is wrong, a sentence each, in the order of the indices. */
  public List<String> find() {
    List<String> flaws = new ArrayList<>();
    aliases()
        .forEach((index, found) -> eachAliasFlaw(index, found, (text, change) -> flaws.add(text)));
    for (String index : aliases().keySet()) {
      long strays = strays(index).size();
      if (strays > 0) {
        flaws.add(
            "Index %s has %,d documents without a %s, or with several"
                .formatted(index, strays, dayField));
      }
    }
    return flaws;
  }

  /**
   * Indices that the name leads to and that are not of this definition, however they came there.
   */
  public List<String> foreign() {
    Request request = new Request("GET", "/_alias/" + definition.alias());
    try {
      List<String> foreign = new ArrayList<>();
      elastic
          .send(request, null, Json.mapper()::readTree)
          .fieldNames()
          .forEachRemaining(
              index -> {
                if (!definition.owns(index)) {
                  foreign.add(index);
                }
              });
      return foreign;
    } catch (ElasticException e) {
      if (e.isNotFound()) {
        return List.of();
      }
      throw e;
    }
  }

  /** Sets right by what names the indices are reached. */
  public void mendAliases() {
    AliasChanges changes = new AliasChanges();
    foreign().forEach(index -> changes.remove(index, definition.alias(), false));
    aliases()
        .forEach(
            (index, found) -> eachAliasFlaw(index, found, (text, change) -> change.make(changes)));
    changes.make(elastic);
  }

  @FunctionalInterface
  private interface Change {
    void make(AliasChanges changes);
  }

  @FunctionalInterface
  private interface AliasSink {
    void found(String text, Change mend);
  }

  private void eachAliasFlaw(String index, JsonNode found, AliasSink sink) {
    Set<String> expected = new TreeSet<>(definition.aliasesOf(index));
    for (String alias : expected) {
      JsonNode options = found.path(alias);
      if (options.isMissingNode()) {
        sink.found(
            "Index %s lacks its name %s".formatted(index, alias),
            changes -> changes.add(index, alias));
      } else if (options.has("filter")
          || options.has("index_routing")
          || options.has("search_routing")) {
        sink.found(
            "Index %s is reached by %s in part only, by a filter or routing"
                .formatted(index, alias),
            changes -> {
              changes.remove(index, alias, false);
              changes.add(index, alias);
            });
      }
    }
    found
        .fieldNames()
        .forEachRemaining(
            alias -> {
              if (isOfAnother(alias, expected)) {
                sink.found(
                    "Index %s is reached by %s, which is another's name".formatted(index, alias),
                    changes -> changes.remove(index, alias, false));
              }
            });
  }

  /** Names of the user's own do no harm. */
  private boolean isOfAnother(String alias, Set<String> expected) {
    return definition.monthly()
        && !expected.contains(alias)
        && alias.startsWith(definition.alias() + "-")
        && !IndexNames.isFenced(alias);
  }

  /** The indices, each with its aliases. */
  private Map<String, JsonNode> aliases() {
    String names = definition.alias() + (definition.monthly() ? "-*" : "") + "-v*";
    Request request = new Request("GET", "/" + names + "/_alias");
    request.addParameter("ignore_unavailable", "true");
    request.addParameter("expand_wildcards", "open,hidden");
    Map<String, JsonNode> found = new TreeMap<>();
    try {
      JsonNode answer = elastic.send(request, null, Json.mapper()::readTree);
      answer
          .properties()
          .forEach(
              it -> {
                if (definition.owns(it.getKey())) {
                  found.put(it.getKey(), it.getValue().path("aliases"));
                }
              });
    } catch (ElasticException e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
    return found;
  }

  /** How many documents the indices have. */
  public long documents() {
    return aliases().keySet().stream().mapToLong(it -> counts(it).documents()).sum();
  }

  /** All documents that do not say one day; those of a day each are not read. */
  public List<Stray> strays() {
    List<Stray> all = new ArrayList<>();
    aliases().keySet().forEach(index -> all.addAll(strays(index)));
    return all;
  }

  private List<Stray> strays(String index) {
    ObjectNode any = Json.mapper().createObjectNode();
    any.putObject("exists").put("field", dayField);
    ObjectNode none = Json.mapper().createObjectNode();
    none.putObject("bool").set("must_not", any);
    List<Stray> strays = new ArrayList<>();
    Counts counts = counts(index);
    if (counts.documents() > counts.withDay()) {
      scan(index, none, strays);
    }
    if (counts.days() > counts.withDay()) {
      scan(index, any, strays);
    }
    return strays;
  }

  private record Counts(long documents, long withDay, long days) {}

  /** Of a field with several values each counts. */
  private Counts counts(String index) {
    ObjectNode question = Json.mapper().createObjectNode();
    question.put("size", 0).put("track_total_hits", true);
    ObjectNode aggs = question.putObject("aggs");
    aggs.putObject("days").putObject("value_count").put("field", dayField);
    aggs.putObject("with").putObject("filter").putObject("exists").put("field", dayField);
    Request request = new Request("POST", "/" + index + "/_search");
    request.addParameter("allow_partial_search_results", "false");
    request.addParameter("request_cache", "false");
    JsonNode answer = elastic.send(request, question, Json.mapper()::readTree);
    return new Counts(
        answer.at("/hits/total/value").longValue(),
        answer.at("/aggregations/with/doc_count").longValue(),
        answer.at("/aggregations/days/value").longValue());
  }

  /** In the order of the index, page by page; nothing in them need be unique. */
  private void scan(String index, ObjectNode query, List<Stray> strays) {
    Scan.forEach(
        elastic,
        index,
        query,
        dayField,
        hit -> {
          JsonNode day = hit.path("_source").path(dayField);
          if (!day.isTextual()) {
            strays.add(new Stray(index, hit.path("_id").textValue(), days(day)));
          }
        });
  }

  private static Set<LocalDate> days(JsonNode node) {
    Set<LocalDate> days = new TreeSet<>();
    for (JsonNode day : node.isArray() ? node : List.<JsonNode>of()) {
      try {
        days.add(LocalDate.parse(day.asText()));
      } catch (DateTimeParseException e) {
        // no day of ours
      }
    }
    return days;
  }
}
