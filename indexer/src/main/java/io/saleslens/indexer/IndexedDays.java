package io.saleslens.indexer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.Json;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.elasticsearch.client.Request;

/** How many documents each business day has, over all months. */
final class IndexedDays {
  private static final int PAGE = 10_000;

  private final NavigableMap<LocalDate, Long> documents = new TreeMap<>();
  private final Set<LocalDate> misplaced = new HashSet<>();

  private IndexedDays() {}

  /**
   * Counts what is visible.
   *
   * @param alias of the sales; a missing one has no documents
   * @param from first business day, or empty for no bound
   * @param to last business day, included, or empty for no bound
   */
  static IndexedDays read(
      Elastic elastic, String alias, Optional<LocalDate> from, Optional<LocalDate> to) {
    IndexedDays days = new IndexedDays();
    JsonNode after = null;
    JsonNode buckets;
    do {
      JsonNode found = ask(elastic, alias, question(from, to, after));
      buckets = found.path("buckets");
      buckets.forEach(days::add);
      after = found.path("after_key");
    } while (buckets.size() == PAGE);
    return days;
  }

  private static JsonNode ask(Elastic elastic, String alias, ObjectNode question) {
    Request request = new Request("POST", "/" + alias + "/_search");
    request.addParameter("allow_partial_search_results", "false");
    request.addParameter("request_cache", "false");
    try {
      return elastic
          .send(request, question, Json.mapper()::readTree)
          .path("aggregations")
          .path("days");
    } catch (ElasticException e) {
      if (e.isNotFound()) {
        return Json.mapper().createObjectNode();
      }
      throw e;
    }
  }

  private static ObjectNode question(
      Optional<LocalDate> from, Optional<LocalDate> to, JsonNode after) {
    ObjectNode question = Json.mapper().createObjectNode();
    question.put("size", 0).put("track_total_hits", false);
    ObjectNode range = question.putObject("query").putObject("range").putObject("business_date");
    from.ifPresent(day -> range.put("gte", day.toString()));
    to.ifPresent(day -> range.put("lte", day.toString()));
    ObjectNode composite =
        question.putObject("aggs").putObject("days").putObject("composite").put("size", PAGE);
    ArrayNode sources = composite.putArray("sources");
    sources.addObject().putObject("index").putObject("terms").put("field", "_index");
    sources
        .addObject()
        .putObject("day")
        .putObject("date_histogram")
        .put("field", "business_date")
        .put("calendar_interval", "day")
        .put("format", "strict_date");
    if (after != null) {
      composite.set("after", after);
    }
    return question;
  }

  private void add(JsonNode bucket) {
    LocalDate day = LocalDate.parse(bucket.path("key").path("day").asText());
    documents.merge(day, bucket.path("doc_count").longValue(), Long::sum);
    YearMonth month = StoredSales.monthOf(bucket.path("key").path("index").asText());
    if (!month.equals(YearMonth.from(day))) {
      misplaced.add(day);
    }
  }

  /** The days that have documents, each with their number. */
  NavigableMap<LocalDate, Long> documents() {
    return documents;
  }

  /** Whether a document says it is of a day and stands in the index of another month. */
  boolean hasMisplaced(LocalDate day) {
    return misplaced.contains(day);
  }
}
