package io.saleslens.indexer.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an index is like: settings and a strict mapping, from a versioned JSON resource.
 *
 * @param alias the name that others use
 * @param version of the mapping; raised with every change that an existing index cannot take
 * @param monthly whether there is one index a business month ({@code alias-YYYY.MM-v1}), made from
 *     a template as months come up, or a single one ({@code alias-v1})
 * @param body {@code settings} and {@code mappings}, as Elasticsearch takes them
 */
public record IndexDefinition(String alias, int version, boolean monthly, JsonNode body) {

  /** Reads the resource {@code <name>-v<version>.json} beside {@code owner}. */
  public static IndexDefinition of(
      Class<?> owner, String name, String alias, int version, boolean monthly) {
    JsonNode body = Json.resource(owner, name + "-v" + version + ".json");
    return new IndexDefinition(alias, version, monthly, body);
  }

  private static final Pattern VERSIONED = Pattern.compile("(.+)-v(\\d{1,9})");

  /** The version in the name of a concrete index; empty if the index is not one of ours. */
  static OptionalInt versionOf(String index) {
    Matcher name = VERSIONED.matcher(index);
    return name.matches() ? OptionalInt.of(Integer.parseInt(name.group(2))) : OptionalInt.empty();
  }

  /** The name of a concrete index without its version: the alias of the index or of its month. */
  static String withoutVersion(String index) {
    return VERSIONED.matcher(index).replaceFirst("$1");
  }

  JsonNode mappings() {
    return body.path("mappings");
  }

  /** The same with another number of primary shards for the indices that are made from it. */
  IndexDefinition withShards(int shards) {
    ObjectNode changed = body.deepCopy();
    changed.withObject("/settings").put("number_of_shards", shards);
    return new IndexDefinition(alias, version, monthly, changed);
  }

  /** Name of the concrete index behind {@code alias} or behind one of its months. */
  String concrete(String name) {
    return name + "-v" + version;
  }

  /** What the names of all concrete indices of this version look like. */
  public String pattern() {
    return concrete(monthly ? alias + "-*" : alias);
  }

  /** Whether an index is one of this definition's, in whatever version. */
  public boolean owns(String index) {
    if (versionOf(index).isEmpty()) {
      return false;
    }
    String name = withoutVersion(index);
    return monthly ? name.startsWith(alias + "-") : name.equals(alias);
  }

  /** The names by which an index of this definition is read and written. */
  public Set<String> aliasesOf(String index) {
    return monthly ? Set.of(alias, withoutVersion(index)) : Set.of(alias);
  }
}
