package io.saleslens.indexer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Json;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elasticsearch.client.Request;

/**
 * What each store's sales of a day come to, summed up by Elasticsearch. Its sums are doubles, which
 * hold whole numbers exactly up to 2^53; nothing is taken of a day whose amounts could come to
 * more, at whatever point of the addition.
 */
final class StoreSums {
  /** Three times as many buckets stay below the default limit of an answer, 65,536. */
  static final int STORES = 20_000;

  private static final double EXACT = 1L << 53;

  private static final String NEEDED =
      "aggregations.least.value,aggregations.most.value,aggregations.stores.sum_other_doc_count,"
          + "aggregations.stores.buckets.key,aggregations.stores.buckets.doc_count,"
          + "aggregations.stores.buckets.counted.doc_count,"
          + "aggregations.stores.buckets.counted.sum.value,"
          + "aggregations.*.stores.buckets.key,aggregations.*.stores.buckets.doc_count,"
          + "aggregations.*.stores.buckets.sum.value";

  /** Canceled sales are few: theirs are looked for apart, by sign, so that none cancels another. */
  private static final String AGGREGATIONS =
      """
      {
        "least": {"min": {"field": "amount_sale"}},
        "most": {"max": {"field": "amount_sale"}},
        "stores": {
          "terms": {"field": "store_id", "size": %1$d, "order": {"_key": "asc"}},
          "aggs": {
            "counted": {
              "filter": {"bool": {"filter": [
                {"term": {"is_canceled": false}}, {"range": {"amount_sale": {"gt": 0}}}]}},
              "aggs": {"sum": {"sum": {"field": "amount_sale"}}}
            }
          }
        },
        "canceled": {
          "filter": {"bool": {"filter": [
            {"term": {"is_canceled": true}}, {"range": {"amount_sale": {"gte": 0}}}]}},
          "aggs": {"stores": {
            "terms": {"field": "store_id", "size": %1$d, "order": {"_key": "asc"}},
            "aggs": {"sum": {"sum": {"field": "amount_sale"}}}
          }}
        },
        "canceled_below_zero": {
          "filter": {"bool": {"filter": [
            {"term": {"is_canceled": true}}, {"range": {"amount_sale": {"lt": 0}}}]}},
          "aggs": {"stores": {
            "terms": {"field": "store_id", "size": %1$d, "order": {"_key": "asc"}},
            "aggs": {"sum": {"sum": {"field": "amount_sale"}}}
          }}
        }
      }
      """;

  private final Elastic elastic;
  private final IndexNames names;
  private final String aggregations;

  StoreSums(Elastic elastic, IndexNames names) {
    this(elastic, names, STORES);
  }

  /**
   * @param stores in one answer
   */
  StoreSums(Elastic elastic, IndexNames names, int stores) {
    this.elastic = elastic;
    this.names = names;
    this.aggregations = AGGREGATIONS.formatted(stores);
  }

  private record Answer(Aggregations aggregations) {}

  private record Aggregations(
      Value least, Value most, Stores stores, Filtered canceled, Filtered canceledBelowZero) {}

  private record Value(Double value) {}

  private record Stores(long sumOtherDocCount, List<Store> buckets) {
    List<Store> list() {
      return buckets == null ? List.of() : buckets;
    }
  }

  private record Store(String key, long docCount, Counted counted, Value sum) {}

  private record Counted(long docCount, Value sum) {}

  private record Filtered(Stores stores) {
    Map<String, Store> byId() {
      Map<String, Store> byId = new HashMap<>();
      if (stores != null) {
        stores.list().forEach(store -> byId.put(store.key(), store));
      }
      return byId;
    }
  }

  /**
   * The sums of all stores with sales on a business day, ordered by store.
   *
   * @return empty if they would not be exact
   */
  Optional<List<StoreSales>> of(LocalDate day) {
    List<StoreSales> all = new ArrayList<>();
    Optional<Aggregations> page = Optional.empty();
    do {
      page = ask(day, all);
      if (page.isPresent() && !addAll(page.get(), all)) {
        return Optional.empty();
      }
    } while (page.filter(it -> it.stores().sumOtherDocCount() > 0).isPresent());
    return Optional.of(all);
  }

  /** Answers false if the sums may not be exact. */
  private static boolean addAll(Aggregations page, List<StoreSales> all) {
    if (page.most().value() == null) {
      return true;
    }
    double largest = Math.max(Math.abs(page.least().value()), Math.abs(page.most().value()));
    Map<String, Store> canceled = page.canceled() == null ? Map.of() : page.canceled().byId();
    Map<String, Store> belowZero =
        page.canceledBelowZero() == null ? Map.of() : page.canceledBelowZero().byId();
    for (Store store : page.stores().list()) {
      if (store.docCount() * largest >= EXACT) {
        return false;
      }
      Optional<Store> more = Optional.ofNullable(canceled.get(store.key()));
      Optional<Store> less = Optional.ofNullable(belowZero.get(store.key()));
      all.add(
          new StoreSales(
              store.key(),
              store.docCount(),
              store.counted().docCount(),
              whole(store.counted().sum()),
              number(more) + number(less),
              sum(more) - sum(less)));
    }
    return true;
  }

  private static long number(Optional<Store> canceled) {
    return canceled.map(Store::docCount).orElse(0L);
  }

  private static long sum(Optional<Store> canceled) {
    return canceled.map(it -> whole(it.sum())).orElse(0L);
  }

  private static long whole(Value sum) {
    return (long) (double) sum.value();
  }

  /** The stores behind those already known; a month without an index has none. */
  private Optional<Aggregations> ask(LocalDate day, List<StoreSales> known) {
    Request request = SaleGroups.search(names, day);
    request.addParameter("filter_path", NEEDED);
    try {
      return Optional.of(
          elastic
              .send(
                  request,
                  question(day, known),
                  body -> Json.mapper().readValue(body, Answer.class))
              .aggregations());
    } catch (ElasticException e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private ObjectNode question(LocalDate day, List<StoreSales> known) {
    Optional<ObjectNode> behind = Optional.empty();
    if (!known.isEmpty()) {
      ObjectNode range = Json.mapper().createObjectNode();
      range
          .putObject("range")
          .putObject("store_id")
          .put("gt", known.get(known.size() - 1).storeId());
      behind = Optional.of(range);
    }
    ObjectNode question = SaleGroups.question(day, behind);
    question.set("aggs", Json.tree(aggregations.getBytes(StandardCharsets.UTF_8)));
    return question;
  }
}
