package io.saleslens.indexer.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.elasticsearch.client.Request;

/**
 * Lets only the holder of the latest lease write. Elasticsearch knows no fencing tokens, but it
 * changes aliases atomically: each lease writes by aliases that end in its token, and whoever takes
 * a lease over replaces them by its own. A write of the one before, even one that was under way
 * while its process was paused, then finds no index and changes nothing.
 */
public final class Fence {
  /** Odd; see {@link Templates#put}. */
  private static final int TEMPLATE_PRIORITY = 501;

  private static final int NOT_FOUND = 404;

  private final Elastic elastic;

  public Fence(Elastic elastic) {
    this.elastic = elastic;
  }

  /**
   * Sees to it that the missing name of a lost lease is never made an index by a write to it,
   * whatever the cluster's settings say.
   */
  public void forbidIndices(IndexNames names) {
    ObjectNode content = Json.mapper().createObjectNode();
    content.put("allow_auto_create", false);
    new Templates(elastic)
        .put(names.prefix() + "write_aliases", names.fencedPatterns(), content, TEMPLATE_PRIORITY);
  }

  /**
   * Makes all indices writable by the names of one lease, and by those of no other.
   *
   * @param names of the lease; the indices behind the plain names must exist
   */
  public void raise(IndexNames names) {
    AliasChanges changes = new AliasChanges();
    aliases(String.join(",", names.plain().writable()))
        .forEach((index, aliases) -> addChanges(changes, names, index, aliases));
    changes.make(elastic);
  }

  private static void addChanges(
      AliasChanges changes, IndexNames names, String index, Set<String> aliases) {
    for (String alias : aliases) {
      if (!IndexNames.isFenced(alias)) {
        String mine = alias + names.fence();
        if (isWritable(names, alias) && !aliases.contains(mine)) {
          changes.add(index, mine);
        }
      } else if (!alias.endsWith(names.fence())) {
        changes.remove(index, alias, false);
      }
    }
  }

  private static boolean isWritable(IndexNames names, String alias) {
    IndexNames plain = names.plain();
    return plain.writable().contains(alias) || alias.startsWith(plain.sales() + "-");
  }

  /**
   * Makes the index of a month writable, too.
   *
   * @param names of the lease
   * @param index of the month
   * @throws ElasticException with status 404 if the lease was taken over
   */
  void admit(IndexNames names, String index, LocalDate businessDate) {
    String held = names.state();
    Set<String> indices = aliases(held).keySet();
    if (indices.isEmpty()) {
      throw new ElasticException(
          "Elasticsearch %s has no %s any more: the lease was taken over."
              .formatted(elastic.shownUrl(), held),
          NOT_FOUND,
          null);
    }
    AliasChanges changes = new AliasChanges();
    for (String state : indices) {
      changes.require(state, held);
    }
    changes.add(index, names.sales());
    changes.add(index, names.salesOf(businessDate));
    changes.make(elastic);
  }

  private Map<String, Set<String>> aliases(String names) {
    Request request = new Request("GET", "/" + names + "/_alias");
    request.addParameter("ignore_unavailable", "true");
    JsonNode found = elastic.send(request, null, Json.mapper()::readTree);
    Map<String, Set<String>> byIndex = new TreeMap<>();
    for (Map.Entry<String, JsonNode> index : found.properties()) {
      Set<String> aliases = new TreeSet<>();
      index.getValue().path("aliases").fieldNames().forEachRemaining(aliases::add);
      byIndex.put(index.getKey(), aliases);
    }
    return byIndex;
  }
}
