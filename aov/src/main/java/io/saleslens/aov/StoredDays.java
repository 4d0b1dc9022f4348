package io.saleslens.aov;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.Json;
import java.time.LocalDate;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.elasticsearch.client.Request;

/** Which days an index has documents of. A missing index has none; a closed one is an error. */
public final class StoredDays {
  private static final int DEFAULT_PAGE = 5_000;

  private StoredDays() {}

  /**
   * All days, found by their documents and not by counting up from the first to the last, which may
   * be centuries apart.
   *
   * @param index alias
   * @param field the date that says which day a document belongs to
   * @param first first day to look for, or empty for all before {@code last}
   * @param last last day to look for, included, or empty for all after {@code first}
   */
  public static NavigableSet<LocalDate> of(
      Elastic elastic,
      String index,
      String field,
      Optional<LocalDate> first,
      Optional<LocalDate> last) {
    return of(elastic, index, field, first, last, DEFAULT_PAGE);
  }

  static NavigableSet<LocalDate> of(
      Elastic elastic,
      String index,
      String field,
      Optional<LocalDate> first,
      Optional<LocalDate> last,
      int size) {
    NavigableSet<LocalDate> days = new TreeSet<>();
    ObjectNode question = question(field, first, last, size);
    JsonNode found;
    do {
      found = page(elastic, index, question).path("aggregations").path("days");
      found
          .path("buckets")
          .forEach(bucket -> days.add(LocalDate.parse(bucket.path("key").path("day").asText())));
      ((ObjectNode) question.at("/aggs/days/composite")).set("after", found.path("after_key"));
    } while (found.path("buckets").size() == size);
    return days;
  }

  private static JsonNode page(Elastic elastic, String index, ObjectNode question) {
    Request request = new Request("POST", "/" + index + "/_search");
    request.addParameter("allow_partial_search_results", "false");
    request.addParameter("request_cache", "false");
    try {
      return elastic.send(request, question, Json.mapper()::readTree);
    } catch (ElasticException e) {
      if (e.isNotFound()) {
        return Json.mapper().createObjectNode();
      }
      throw e;
    }
  }

  private static ObjectNode question(
      String field, Optional<LocalDate> first, Optional<LocalDate> last, int size) {
    ObjectNode question = Json.mapper().createObjectNode();
    question.put("size", 0).put("track_total_hits", false);
    ObjectNode range = question.putObject("query").putObject("range").putObject(field);
    first.ifPresent(day -> range.put("gte", day.toString()));
    last.ifPresent(day -> range.put("lte", day.toString()));
    ObjectNode composite =
        question.putObject("aggs").putObject("days").putObject("composite").put("size", size);
    composite
        .putArray("sources")
        .addObject()
        .putObject("day")
        .putObject("date_histogram")
        .put("field", field)
        .put("calendar_interval", "1d")
        .put("format", "strict_date");
    return question;
  }
}
