package io.saleslens.indexer.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import org.elasticsearch.client.Request;

/** Reads documents of which nothing is known, not even that a field tells them apart. */
final class Scan {
  private static final int PAGE = 1_000;
  private static final String KEPT = "1m";

  private Scan() {}

  /**
   * @param index itself
   * @param field of the source that is needed
   * @param sink is given each hit as Elasticsearch has it
   */
  static void forEach(
      Elastic elastic, String index, ObjectNode query, String field, Consumer<JsonNode> sink) {
    ObjectNode question = Json.mapper().createObjectNode();
    question.put("size", PAGE).put("_source", field);
    question.putArray("sort").add("_doc");
    question.set("query", query);
    Request first = new Request("POST", "/" + index + "/_search");
    first.addParameter("scroll", KEPT);
    JsonNode page = elastic.send(first, question, Json.mapper()::readTree);
    try {
      while (page.at("/hits/hits").size() > 0) {
        page.at("/hits/hits").forEach(sink);
        ObjectNode next = Json.mapper().createObjectNode();
        next.put("scroll", KEPT).set("scroll_id", page.path("_scroll_id"));
        page = elastic.send(new Request("POST", "/_search/scroll"), next, Json.mapper()::readTree);
      }
    } finally {
      ObjectNode end = Json.mapper().createObjectNode();
      end.set("scroll_id", page.path("_scroll_id"));
      elastic.send(new Request("DELETE", "/_search/scroll"), end, in -> null);
    }
  }
}
