package io.saleslens.indexer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Json;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.elasticsearch.client.Request;

/**
 * Finds the cards that paid more than once on a day, in whatever stores.
 *
 * <p>Elasticsearch leaves out cards with one sale while it collects, which is what makes this fast.
 * It may do so on each of several shards, or on each of several parts of a shard that it searches
 * at once, and a card with one sale in each of two parts would be lost. So the same request asks
 * for days that have all the sales, and leaves out others in the same way: if the day comes back,
 * then the sales were collected in one piece.
 */
final class RepeatedCards {
  /** Below the terms that a query may have by default, 65,536, and the buckets of an answer. */
  static final int DEFAULT_MOST = 65_000;

  /** The second is never empty, so that there are aggregations where there are no buckets. */
  private static final String NEEDED =
      "aggregations.whole.buckets.doc_count,aggregations.cards.sum_other_doc_count,"
          + "aggregations.cards.buckets.key";

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

  private record Answer(Aggregations aggregations) {}

  private record Aggregations(Whole whole, Cards cards) {}

  private record Whole(List<JsonNode> buckets) {}

  private record Cards(List<Card> buckets) {
    List<Card> list() {
      return buckets == null ? List.of() : buckets;
    }
  }

  private record Card(long key) {}

  /**
   * @param range where to look
   * @param sales of the day in this range
   * @return a query that finds the sales of these cards, and may find more in the range; empty if
   *     there is no such card
   */
  Optional<ObjectNode> of(LocalDate day, CardRange range, long sales) {
    Aggregations found = ask(day, range, sales);
    List<Card> cards = found.cards().list();
    boolean inOnePiece = found.whole() != null;
    if (!inOnePiece || cards.size() == most) {
      return Optional.of(range.query());
    }
    return cards.isEmpty() ? Optional.empty() : Optional.of(query(cards));
  }

  /** How many sales of a day are in a range. */
  long sales(LocalDate day, CardRange range) {
    Request request = SaleGroups.search(names, day);
    request.addParameter("filter_path", "hits.total.value");
    ObjectNode question = SaleGroups.question(day, Optional.of(range.query()));
    question.put("track_total_hits", true);
    return elastic
        .send(request, question, Json.mapper()::readTree)
        .at("/hits/total/value")
        .longValue();
  }

  private Aggregations ask(LocalDate day, CardRange range, long sales) {
    Request request = SaleGroups.search(names, day);
    request.addParameter("filter_path", NEEDED);
    return elastic
        .send(
            request,
            question(day, range, sales),
            body -> Json.mapper().readValue(body, Answer.class))
        .aggregations();
  }

  private ObjectNode question(LocalDate day, CardRange range, long sales) {
    ObjectNode question = SaleGroups.question(day, Optional.of(range.query()));
    ObjectNode aggregations = question.putObject("aggs");
    terms(aggregations, "whole", "business_date", 1, sales);
    // The hint concerns texts only, but keeps the collection in one piece.
    terms(aggregations, "cards", "card_key", most, 2).put("execution_hint", "map");
    return question;
  }

  /** Finds the values of at least so many sales. */
  private static ObjectNode terms(
      ObjectNode aggregations, String name, String field, int size, long least) {
    return aggregations
        .putObject(name)
        .putObject("terms")
        .put("field", field)
        .put("size", size)
        .put("min_doc_count", least)
        .put("shard_min_doc_count", least);
  }

  private static ObjectNode query(List<Card> cards) {
    ObjectNode query = Json.mapper().createObjectNode();
    ArrayNode keys = query.putObject("terms").putArray("card_key");
    cards.forEach(card -> keys.add(card.key()));
    return query;
  }
}
