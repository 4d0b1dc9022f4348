package io.saleslens.indexer;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.Hits;
import io.saleslens.indexer.elastic.Indices;
import io.saleslens.indexer.elastic.Json;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks up what stands in {@code platform_sales} before it is written over. */
final class StoredSales {
  /** So few that all documents found, even if each sale stood twice, fit into one page of hits. */
  static final int MOST_IDS = 2_000;

  private static final Pattern MONTH = Pattern.compile("-(\\d{4,})\\.(\\d\\d)-v\\d+$");

  private final Elastic elastic;
  private final Indices indices;
  private final String alias;

  StoredSales(Elastic elastic, Indices indices, String alias) {
    this.elastic = elastic;
    this.indices = indices;
    this.alias = alias;
  }

  /**
   * A sale as it stands.
   *
   * @param month whose index it is in
   * @param version its version, see {@link Row.Sale}
   * @param document its fields
   */
  record Stored(YearMonth month, long version, ObjectNode document) {
    /** Empty for a document that does not say one day. */
    Optional<LocalDate> businessDate() {
      JsonNode day = document.path("business_date");
      return day.isTextual() ? Optional.of(LocalDate.parse(day.textValue())) : Optional.empty();
    }

    /** Whether a new document says the same; when it was indexed does not matter. */
    boolean isSameAs(byte[] other) {
      ObjectNode theirs = (ObjectNode) Json.tree(other);
      theirs.remove("indexed_at");
      ObjectNode ours = document.deepCopy();
      ours.remove("indexed_at");
      return ours.equals(theirs);
    }
  }

  /** Whether there is any sale. */
  boolean areEmpty() {
    if (!indices.exists(alias)) {
      return true;
    }
    refresh();
    return elastic
        .ask(
            "search " + alias,
            client ->
                client.search(
                    s ->
                        s.index(alias)
                            .size(1)
                            .allowPartialSearchResults(false)
                            .source(f -> f.fetch(false)),
                    Void.class))
        .hits()
        .hits()
        .isEmpty();
  }

  /**
   * The sales with these ids, as last written. A sale may stand in two months, if a crash came
   * between its two writes when it moved.
   *
   * @param ids at most {@link #MOST_IDS}
   */
  Map<String, List<Stored>> find(Collection<String> ids) {
    refresh();
    return findVisible(ids);
  }

  /** As {@link #find}, of what the last {@link #refresh} has made visible. */
  Map<String, List<Stored>> findVisible(Collection<String> ids) {
    Map<String, List<Stored>> found = new HashMap<>();
    Query query = Query.of(q -> q.ids(i -> i.values(List.copyOf(ids))));
    Hits.forEach(
        elastic,
        alias,
        query,
        "id",
        hit ->
            found
                .computeIfAbsent(hit.id(), id -> new ArrayList<>(1))
                .add(new Stored(monthOf(hit.index()), hit.version(), hit.source())));
    return found;
  }

  /** Makes what was written visible. */
  void refresh() {
    indices.refresh(alias);
  }

  /**
   * Where a document stands.
   *
   * @param id of the sale
   * @param index name of the index
   * @param version of the document
   */
  record Place(String id, String index, long version) {
    /** The month whose index it is. */
    YearMonth month() {
      return monthOf(index);
    }
  }

  /**
   * The documents that say they are of a business day, in whatever month they stand: a page of
   * them, ordered by id.
   *
   * @param after the last one of the page before, or empty for the first page
   * @param size of a page
   */
  List<Place> ofDay(LocalDate day, Optional<Place> after, int size) {
    SearchRequest request =
        SearchRequest.of(
            s -> {
              s.index(alias)
                  .query(q -> q.term(t -> t.field("business_date").value(day.toString())))
                  .size(size)
                  .source(f -> f.fetch(false))
                  .allowPartialSearchResults(false)
                  .version(true)
                  .trackTotalHits(t -> t.enabled(false))
                  .sort(o -> o.field(f -> f.field("id")))
                  .sort(o -> o.field(f -> f.field("_index")));
              after.ifPresent(
                  it -> s.searchAfter(FieldValue.of(it.id()), FieldValue.of(it.index())));
              return s;
            });
    return elastic
        .ask("search " + alias, client -> client.search(request, Void.class))
        .hits()
        .hits()
        .stream()
        .map(hit -> new Place(hit.id(), hit.index(), hit.version()))
        .toList();
  }

  /** From the name of an index, such as {@code platform_sales-2023.05-v1}. */
  static YearMonth monthOf(String index) {
    Matcher month = MONTH.matcher(index);
    if (!month.find()) {
      throw new IllegalStateException("Index %s is named after no month".formatted(index));
    }
    return YearMonth.of(Integer.parseInt(month.group(1)), Integer.parseInt(month.group(2)));
  }
}
