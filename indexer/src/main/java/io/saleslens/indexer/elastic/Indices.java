package io.saleslens.indexer.elastic;

import co.elastic.clients.elasticsearch._types.ExpandWildcard;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.settings.SettingsException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.elasticsearch.client.Request;

/**
 * Makes indices, templates and aliases, and checks that those which exist are ours. Safe to repeat
 * and to run from several processes at once.
 */
public final class Indices {
  /** Even; see {@link Templates#put}. */
  private static final int TEMPLATE_PRIORITY = 500;

  private final Elastic elastic;
  private final Fence fence;
  private final Templates templates;
  private final Set<String> knownMonths = ConcurrentHashMap.newKeySet();

  public Indices(Elastic elastic) {
    this.elastic = elastic;
    this.fence = new Fence(elastic);
    this.templates = new Templates(elastic);
  }

  /**
   * Makes what is missing of a definition; leaves what is there, also in an older version.
   *
   * @return names of the indices made
   * @throws SettingsException if an index with this name exists whose mapping is not ours, or is of
   *     a newer version
   */
  public List<String> init(IndexDefinition definition) {
    Set<String> existing = check(definition);
    if (definition.monthly()) {
      putTemplate(definition);
      return List.of();
    }
    if (!existing.isEmpty()) {
      return List.of();
    }
    String index = definition.concrete(definition.alias());
    return create(definition, index, List.of(definition.alias())) ? List.of(index) : List.of();
  }

  /**
   * Makes the index of a business date's month unless it is there.
   *
   * @param names those of a lease, or the plain ones where nobody else writes
   */
  public void initMonth(IndexDefinition definition, IndexNames names, LocalDate businessDate) {
    String month = names.plain().salesOf(businessDate);
    if (knownMonths.contains(month)) {
      return;
    }
    String index = definition.concrete(month);
    create(definition, index, List.of(definition.alias(), month));
    if (names.isFenced()) {
      fence.admit(names, index, businessDate);
    }
    knownMonths.add(month);
  }

  /** Makes what was written visible to searches. */
  public void refresh(String name) {
    elastic.ask(
        "refresh of " + name,
        client ->
            client
                .indices()
                .refresh(
                    r ->
                        r.index(name)
                            .ignoreUnavailable(true)
                            .expandWildcards(ExpandWildcard.Open)));
  }

  /** Whether a name stands for at least one index. */
  public boolean exists(String name) {
    return elastic
        .ask("exists " + name, client -> client.indices().exists(e -> e.index(name)))
        .value();
  }

  /** Makes an index of a definition, with nothing in it that the definition does not say. */
  boolean create(IndexDefinition definition, String index, List<String> aliases) {
    putTemplate(definition);
    ObjectNode create = bodyOf(definition).deepCopy();
    ObjectNode aliasNode = create.putObject("aliases");
    aliases.forEach(aliasNode::putObject);
    try {
      elastic.send(new Request("PUT", "/" + index), create, in -> null);
      return true;
    } catch (ElasticException e) {
      if (e.status() == 400 && exists(index)) {
        return false;
      }
      throw e;
    }
  }

  /** What an index is made with: those that grow with the sales have the shards that are set. */
  private JsonNode bodyOf(IndexDefinition definition) {
    return definition.monthly()
        ? definition.withShards(elastic.settings().salesShards()).body()
        : definition.body();
  }

  private void putTemplate(IndexDefinition definition) {
    ObjectNode content = Json.mapper().createObjectNode();
    content.set("template", bodyOf(definition));
    if (definition.monthly()) {
      // For settings of the user's own, such as a policy for old months; absent unless he makes it.
      String own = definition.alias() + "@custom";
      content.putArray("composed_of").add(own);
      content.putArray("ignore_missing_component_templates").add(own);
    }
    templates.put(definition.alias(), List.of(definition.pattern()), content, TEMPLATE_PRIORITY);
  }

  /**
   * Looks whether the indices that exist are ours, in whatever version.
   *
   * @return their names
   * @throws SettingsException if one has a mapping that is not ours, or is of a newer version
   */
  public Set<String> check(IndexDefinition definition) {
    Set<String> existing = new TreeSet<>();
    for (Map.Entry<String, JsonNode> found : mappingsOf(definition).properties()) {
      String index = found.getKey();
      int version = IndexDefinition.versionOf(index).orElse(definition.version());
      if (version > definition.version()) {
        throw new SettingsException(
            "Index %s was made by a newer Saleslens; this one knows its mapping up to version %d. Run the newer one, or give another prefix by saleslens.index.prefix (SALESLENS_INDEX_PREFIX)."
                .formatted(index, definition.version()));
      }
      if (version == definition.version()) {
        checkMapping(definition, index, found.getValue().path("mappings"));
      }
      existing.add(index);
    }
    return existing;
  }

  /** The indices behind a definition's alias that have an older version of its mapping. */
  public List<String> olderThan(IndexDefinition definition) {
    return mappingsOf(definition).properties().stream()
        .map(Map.Entry::getKey)
        .filter(
            index ->
                IndexDefinition.versionOf(index).orElse(definition.version())
                    < definition.version())
        .sorted()
        .toList();
  }

  /** Deletes an index if it is there. */
  void delete(String index) {
    elastic.ask(
        "deleting " + index,
        client -> client.indices().delete(d -> d.index(index).ignoreUnavailable(true)));
  }

  /**
   * Puts one index in the place of another, which is deleted, at once.
   *
   * @param former an alias that the new index had until now
   */
  void swap(String old, String replacement, String former) {
    Request request = new Request("GET", "/" + old + "/_alias");
    JsonNode aliases =
        elastic.send(request, null, Json.mapper()::readTree).path(old).path("aliases");
    AliasChanges changes = new AliasChanges();
    aliases.fieldNames().forEachRemaining(alias -> changes.add(replacement, alias));
    changes.remove(replacement, former, true);
    changes.removeIndex(old);
    changes.make(elastic);
  }

  private JsonNode mappingsOf(IndexDefinition definition) {
    String names = definition.alias() + "," + definition.pattern();
    Request request = new Request("GET", "/" + names + "/_mapping");
    request.addParameter("ignore_unavailable", "true");
    try {
      return elastic.send(request, null, Json.mapper()::readTree);
    } catch (ElasticException e) {
      if (e.isNotFound()) {
        return Json.mapper().createObjectNode();
      }
      throw e;
    }
  }

  private void checkMapping(IndexDefinition definition, String index, JsonNode found) {
    JsonNode expected = definition.mappings();
    compare(index, "dynamic", text(expected.path("dynamic")), text(found.path("dynamic")));
    Set<String> fields = new TreeSet<>();
    expected.path("properties").fieldNames().forEachRemaining(fields::add);
    found.path("properties").fieldNames().forEachRemaining(fields::add);
    for (String field : fields) {
      JsonNode ours = expected.path("properties").path(field);
      JsonNode theirs = found.path("properties").path(field);
      compare(
          index, "the type of field " + field, text(ours.path("type")), text(theirs.path("type")));
      compareOptions(index, field, ours, theirs);
    }
  }

  private void compareOptions(String index, String field, JsonNode ours, JsonNode theirs) {
    for (Map.Entry<String, JsonNode> option : ours.properties()) {
      compare(
          index,
          option.getKey() + " of field " + field,
          text(option.getValue()),
          text(theirs.path(option.getKey())));
    }
  }

  private static String text(JsonNode node) {
    return node.isMissingNode() ? "missing" : node.asText();
  }

  private void compare(String index, String what, String expected, String found) {
    if (!expected.equals(found)) {
      throw new SettingsException(
          "Index %s exists with another mapping: %s is %s, expected %s. Give another prefix by saleslens.index.prefix (SALESLENS_INDEX_PREFIX), or delete the index and run init again.%s"
              .formatted(index, what, found, expected, brought(index)));
    }
  }

  /** Who may have made it so before it had a template of ours. */
  private String brought(String index) {
    return templates
        .foreign(index)
        .map(
            it ->
                " It may come from an index template that matches the name: %s; an index that is made now is kept from it."
                    .formatted(it))
        .orElse("");
  }
}
