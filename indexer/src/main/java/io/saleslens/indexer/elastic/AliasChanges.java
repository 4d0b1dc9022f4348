package io.saleslens.indexer.elastic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.elasticsearch.client.Request;

/** Changes to aliases that Elasticsearch makes all at once, or not at all. */
final class AliasChanges {
  private final ArrayNode actions = Json.mapper().createArrayNode();

  void add(String index, String alias) {
    action("add", index).put("alias", alias);
  }

  /**
   * @param mustExist whether all changes fail if the alias is not there
   */
  void remove(String index, String alias, boolean mustExist) {
    action("remove", index).put("alias", alias).put("must_exist", mustExist);
  }

  /** Lets all changes fail if the alias is not there any more. */
  void require(String index, String alias) {
    remove(index, alias, true);
    add(index, alias);
  }

  void removeIndex(String index) {
    action("remove_index", index);
  }

  private ObjectNode action(String kind, String index) {
    return actions.addObject().putObject(kind).put("index", index);
  }

  /** Makes the changes, if there are any. */
  void make(Elastic elastic) {
    if (actions.isEmpty()) {
      return;
    }
    ObjectNode body = Json.mapper().createObjectNode();
    body.set("actions", actions);
    elastic.send(new Request("POST", "/_aliases"), body, in -> null);
  }
}
