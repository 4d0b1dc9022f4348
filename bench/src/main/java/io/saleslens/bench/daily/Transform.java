package io.saleslens.bench.daily;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.aov.AovIndex;
import io.saleslens.bench.measure.Contender;
import io.saleslens.bench.setup.BenchServers;
import io.saleslens.bench.setup.MadeUpSales;
import io.saleslens.indexer.elastic.BulkBody;
import io.saleslens.indexer.elastic.BulkWriter;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Indices;
import io.saleslens.indexer.elastic.Json;
import org.elasticsearch.client.Request;

/**
 * What a continuous transform by day and store asks Elasticsearch for when it computes daily AOV:
 * page after page of 500, sums that are doubles and customers that are estimated. Neither weekly
 * AOV nor suspects can be had so.
 */
final class Transform implements Contender {
  private static final String GROUP = "transform";

  /** The default of a transform. */
  private static final int PAGE = 500;

  private final BenchServers servers;
  private final Elastic elastic;
  private final IndexNames sales;
  private final IndexNames target;
  private final MadeUpSales made;
  private final boolean writes;
  private Outcome outcome = new Outcome(0, 0, 0);

  /**
   * @param sales names of the indices that are read
   * @param writes whether the documents are written too, or only asked for
   */
  Transform(BenchServers servers, IndexNames sales, MadeUpSales made, boolean writes) {
    this.servers = servers;
    this.elastic = servers.elastic();
    this.sales = sales;
    this.target = servers.names(GROUP);
    this.made = made;
    this.writes = writes;
  }

  /**
   * What a run came to.
   *
   * @param dailies stores' days
   * @param totalSale sum of their sales, minor units
   * @param customers sum of their customers, as estimated
   */
  record Outcome(long dailies, long totalSale, long customers) {
    Outcome plus(long sale, long customer) {
      return new Outcome(dailies + 1, totalSale + sale, customers + customer);
    }
  }

  @Override
  public String name() {
    return writes ? "transform, daily only" : "transform, daily only, not written";
  }

  @Override
  public void prepare() {
    servers.deleteIndices(GROUP);
    Indices indices = new Indices(elastic);
    AovIndex.definitions(target).forEach(indices::init);
  }

  /** What the last run came to. */
  Outcome outcome() {
    return outcome;
  }

  @Override
  public long run() {
    outcome = new Outcome(0, 0, 0);
    ObjectNode question = question();
    try (BulkWriter writer = new BulkWriter(elastic)) {
      JsonNode groups;
      do {
        groups = ask(question);
        BulkBody body = new BulkBody();
        groups.path("buckets").forEach(bucket -> take(bucket, body));
        if (writes && !body.isEmpty()) {
          writer.writeAll(body);
        }
        ((ObjectNode) question.at("/aggs/groups/composite")).set("after", groups.path("after_key"));
      } while (groups.has("after_key"));
    }
    if (writes) {
      new Indices(elastic).refresh(target.daily());
    }
    return made.sales();
  }

  private JsonNode ask(ObjectNode question) {
    Request request = new Request("POST", "/" + sales.sales() + "/_search");
    request.addParameter("request_cache", "false");
    return elastic
        .send(request, question, Json.mapper()::readTree)
        .path("aggregations")
        .path("groups");
  }

  private static ObjectNode question() {
    ObjectNode question = Json.mapper().createObjectNode();
    question.put("size", 0).put("track_total_hits", false);
    ArrayNode counted = question.putObject("query").putObject("bool").putArray("filter");
    counted.addObject().putObject("term").put("is_canceled", false);
    counted.addObject().putObject("range").putObject("amount_sale").put("gt", 0);
    ObjectNode groups = question.putObject("aggs").putObject("groups");
    ArrayNode sources = groups.putObject("composite").put("size", PAGE).putArray("sources");
    sources
        .addObject()
        .putObject("day")
        .putObject("date_histogram")
        .put("field", "business_date")
        .put("calendar_interval", "1d")
        .put("format", "strict_date");
    sources.addObject().putObject("store").putObject("terms").put("field", "store_id");
    ObjectNode aggregations = groups.putObject("aggs");
    aggregations.putObject("total_sale").putObject("sum").put("field", "amount_sale");
    aggregations.putObject("customers").putObject("cardinality").put("field", "card_key");
    return question;
  }

  private void take(JsonNode bucket, BulkBody body) {
    String day = bucket.at("/key/day").asText();
    String store = bucket.at("/key/store").asText();
    long totalSale = bucket.at("/total_sale/value").longValue();
    long customers = bucket.at("/customers/value").longValue();
    outcome = outcome.plus(totalSale, customers);
    ObjectNode document = Json.mapper().createObjectNode();
    document.put("store_id", store).put("date", day);
    document.put("total_sale", totalSale).put("num_customer", customers);
    document.put("unit_price", totalSale / Math.max(1, customers));
    body.index(target.daily(), store + "|" + day, Json.bytes(document));
  }
}
