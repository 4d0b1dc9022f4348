package io.saleslens.indexer;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Json;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.elasticsearch.client.Request;

/** Finds the cards that paid more than once on a day, in whatever stores. */
final class RepeatedCards {
  /** Below the terms that a query may have by default, 65,536, and the buckets of an answer. */
  static final int DEFAULT_MOST = 65_000;

  /** The second is never empty, so that there are aggregations where there are no buckets. */
  private static final String NEEDED =
      "_shards.total,aggregations.cards.sum_other_doc_count,aggregations.cards.buckets.key";

  private final Elastic elastic;
  private final IndexNames names;
  private final int most;

  RepeatedCards(Elastic elastic, IndexNames names) {
    this(elastic, names, DEFAULT_MOST);
  }

  /**
   * @param most cards named one by one
   */
  RepeatedCards(Elastic elastic, IndexNames names, int most) {
    this.elastic = elastic;
    this.names = names;
    this.most = most;
  }

  private record Answer(@JsonProperty("_shards") Shards shards, Aggregations aggregations) {}

  private record Shards(int total) {}

  private record Aggregations(Cards cards) {}

  private record Cards(List<Card> buckets) {}

  private record Card(long key) {}

  /**
   * @return a query that finds the sales of these cards, and may find more; empty if there is no
   *     such card
   */
  Optional<ObjectNode> of(LocalDate day, CardRange range) {
    Answer answer = ask(day, range);
    if (answer.shards().total() > 1) {
      // Of a card whose sales are spread over shards, each shard may have but one.
      return Optional.of(range.query());
    }
    List<Card> cards = answer.aggregations().cards().buckets();
    if (cards == null || cards.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(cards.size() == most ? range.query() : query(cards));
  }

  private Answer ask(LocalDate day, CardRange range) {
    Request request = SaleGroups.search(names, day);
    request.addParameter("filter_path", NEEDED);
    return elastic.send(
        request, question(day, range), body -> Json.mapper().readValue(body, Answer.class));
  }

  private ObjectNode question(LocalDate day, CardRange range) {
    ObjectNode question = SaleGroups.question(day, Optional.of(range.query()));
    question
        .putObject("aggs")
        .putObject("cards")
        .putObject("terms")
        .put("field", "card_key")
        .put("size", most)
        .put("min_doc_count", 2)
        .put("shard_min_doc_count", 2);
    return question;
  }

  private static ObjectNode query(List<Card> cards) {
    ObjectNode query = Json.mapper().createObjectNode();
    ArrayNode keys = query.putObject("terms").putArray("card_key");
    cards.forEach(card -> keys.add(card.key()));
    return query;
  }
}
