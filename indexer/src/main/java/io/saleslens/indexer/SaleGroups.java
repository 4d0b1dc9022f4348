package io.saleslens.indexer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Json;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.elasticsearch.client.Request;

/**
 * Reads a day's sales, grouped by store, card, amount and state, in this order. The amounts are
 * keys of the groups, not sums made by Elasticsearch, whose sums are doubles: everything that is
 * computed from the groups is exact. So is their number, however many there are.
 */
final class SaleGroups {
  /** Just below the number of buckets that Elasticsearch allows by default, 65,536. */
  static final int DEFAULT_PAGE = 65_000;

  private static final String AGGREGATION = "groups";
  private static final String ONLY_NEEDED =
      "aggregations.groups.after_key,aggregations.groups.buckets.key,aggregations.groups.buckets.doc_count";

  private final Elastic elastic;
  private final IndexNames names;
  private final int page;

  SaleGroups(Elastic elastic, IndexNames names) {
    this(elastic, names, DEFAULT_PAGE);
  }

  SaleGroups(Elastic elastic, IndexNames names, int page) {
    this.elastic = elastic;
    this.names = names;
    this.page = page;
  }

  /**
   * Hands over the groups of a business day, one by one and in order. The sales must have been made
   * visible before.
   */
  void forEach(LocalDate day, Consumer<SaleGroup> sink) {
    read(day, false, Optional.empty(), (id, group) -> sink.accept(group));
  }

  /** The same of those sales alone that a query finds. */
  void forEach(LocalDate day, ObjectNode query, Consumer<SaleGroup> sink) {
    read(day, false, Optional.of(query), (id, group) -> sink.accept(group));
  }

  /** Hands over the sales of a business day one by one: the id, and the sale as a group of one. */
  void forEachSale(LocalDate day, BiConsumer<String, SaleGroup> sink) {
    read(day, true, Optional.empty(), sink);
  }

  private void read(
      LocalDate day, boolean byId, Optional<ObjectNode> query, BiConsumer<String, SaleGroup> sink) {
    ObjectNode after = null;
    Page read;
    do {
      read = readPage(day, groups(question(day, query), byId, after), sink);
      after = read.after;
    } while (read.groups == page);
  }

  /** A month without an index has no sales; one that cannot be read is an error. */
  private Page readPage(LocalDate day, ObjectNode question, BiConsumer<String, SaleGroup> sink) {
    Request request = search(names, day);
    request.addParameter("filter_path", ONLY_NEEDED);
    try {
      return elastic.send(request, question, body -> read(body, sink));
    } catch (ElasticException e) {
      if (e.isNotFound()) {
        return new Page();
      }
      throw e;
    }
  }

  /** A search among the sales of a day's month. */
  static Request search(IndexNames names, LocalDate day) {
    Request request = new Request("POST", "/" + names.salesOf(day) + "/_search");
    // A shard that is gone must fail the day, not make it smaller.
    request.addParameter("allow_partial_search_results", "false");
    request.addParameter("request_cache", "false");
    return request;
  }

  /** Asks for no documents of a day, or of those of its documents that a query finds. */
  static ObjectNode question(LocalDate day, Optional<ObjectNode> query) {
    ObjectNode question = Json.mapper().createObjectNode();
    question.put("size", 0).put("track_total_hits", false);
    ArrayNode filter = question.putObject("query").putObject("bool").putArray("filter");
    filter.addObject().putObject("term").put("business_date", day.toString());
    query.ifPresent(filter::add);
    return question;
  }

  private ObjectNode groups(ObjectNode question, boolean byId, ObjectNode after) {
    ObjectNode composite =
        question.putObject("aggs").putObject(AGGREGATION).putObject("composite").put("size", page);
    ArrayNode sources = composite.putArray("sources");
    if (byId) {
      addSource(sources, "id", "id", false);
    }
    addSource(sources, "store", "store_id", false);
    addSource(sources, "card", "card_key", true);
    addSource(sources, "amount", "amount_sale", false);
    addSource(sources, "canceled", "is_canceled", true);
    if (after != null) {
      composite.set("after", after);
    }
    return question;
  }

  private static void addSource(
      ArrayNode sources, String name, String field, boolean mayBeMissing) {
    sources
        .addObject()
        .putObject(name)
        .putObject("terms")
        .put("field", field)
        .put("missing_bucket", mayBeMissing);
  }

  /** What is known of a page once it is read. */
  private static final class Page {
    private int groups;
    private ObjectNode after;
  }

  /** Reads as it comes, since a page can be several megabytes. */
  private static Page read(InputStream body, BiConsumer<String, SaleGroup> sink)
      throws IOException {
    Page page = new Page();
    try (JsonParser json = Json.mapper().getFactory().createParser(body)) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.FIELD_NAME) {
          readField(json, page, sink);
        }
      }
    }
    return page;
  }

  private static void readField(JsonParser json, Page page, BiConsumer<String, SaleGroup> sink)
      throws IOException {
    switch (json.currentName()) {
      case "after_key" -> {
        json.nextToken();
        page.after = json.readValueAsTree();
      }
      case "buckets" -> {
        json.nextToken();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          Bucket bucket = json.readValueAs(Bucket.class);
          sink.accept(bucket.key().id(), bucket.group());
          page.groups++;
        }
      }
      default -> {}
    }
  }

  private record Bucket(Key key, long docCount) {
    SaleGroup group() {
      return new SaleGroup(
          key.store(),
          Optional.ofNullable(key.card()),
          key.amount(),
          Optional.ofNullable(key.canceled()),
          docCount);
    }
  }

  /** The id is absent unless it was asked for. */
  private record Key(String id, String store, Long card, long amount, Boolean canceled) {}
}
