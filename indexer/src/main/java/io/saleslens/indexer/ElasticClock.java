package io.saleslens.indexer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.elasticsearch.client.Request;

/**
 * Elasticsearch's clock. It sends no date along with its answers, but knows what {@code now} is.
 */
final class ElasticClock {
  private static final String QUESTION =
      """
      {"size": 0, "track_total_hits": false, "aggs": {"clock": {
        "date_range": {"field": "date", "ranges": [{"from": "now"}]}}}}
      """;

  private ElasticClock() {}

  /**
   * Asks.
   *
   * @param days name of the day ledger
   * @return empty if the index is not there yet
   */
  static Optional<Instant> now(Elastic elastic, String days) {
    Request request = new Request("POST", "/" + days + "/_search");
    request.addParameter("request_cache", "false");
    ObjectNode question = (ObjectNode) Json.tree(QUESTION.getBytes(StandardCharsets.UTF_8));
    try {
      JsonNode answer = elastic.send(request, question, Json.mapper()::readTree);
      JsonNode from = answer.at("/aggregations/clock/buckets/0/from");
      return from.isNumber()
          ? Optional.of(Instant.ofEpochMilli(from.longValue()))
          : Optional.empty();
    } catch (ElasticException e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
