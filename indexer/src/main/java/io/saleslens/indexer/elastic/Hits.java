package io.saleslens.indexer.elastic;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.search.Hit;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads every document that a query finds, however many, a page at a time. */
public final class Hits {
  private static final int PAGE = 5_000;

  private Hits() {}

  /**
   * @param index name or alias; a missing one has no documents
   * @param uniqueField a field whose value no two of the documents share; they come in its order
   */
  public static void forEach(
      Elastic elastic,
      String index,
      Query query,
      String uniqueField,
      Consumer<Hit<ObjectNode>> sink) {
    forEach(elastic, index, query, List.of(uniqueField), sink);
  }

  /**
   * @param index name or alias; a missing one has no documents
   * @param order fields whose values together no two of the documents share; they come in this
   *     order
   */
  public static void forEach(
      Elastic elastic,
      String index,
      Query query,
      List<String> order,
      Consumer<Hit<ObjectNode>> sink) {
    List<FieldValue> after = List.of();
    List<Hit<ObjectNode>> page;
    do {
      SearchRequest request = request(index, query, order, after);
      page = page(elastic, index, request);
      page.forEach(sink);
      after = page.isEmpty() ? after : page.get(page.size() - 1).sort();
    } while (page.size() == PAGE);
  }

  /** A missing index is empty; a closed one, which cannot be read, is an error. */
  private static List<Hit<ObjectNode>> page(Elastic elastic, String index, SearchRequest request) {
    try {
      return elastic
          .ask("search " + index, client -> client.search(request, ObjectNode.class))
          .hits()
          .hits();
    } catch (ElasticException e) {
      if (e.isNotFound()) {
        return List.of();
      }
      throw e;
    }
  }

  /** Whether an index has no visible document; a missing one has none. */
  static boolean isEmpty(Elastic elastic, String index) {
    SearchRequest request =
        SearchRequest.of(
            s ->
                s.index(index)
                    .size(0)
                    .terminateAfter(1L)
                    .allowPartialSearchResults(false)
                    .trackTotalHits(t -> t.count(1)));
    try {
      return elastic
              .ask("search " + index, client -> client.search(request, ObjectNode.class))
              .hits()
              .total()
              .value()
          == 0;
    } catch (ElasticException e) {
      if (e.isNotFound()) {
        return true;
      }
      throw e;
    }
  }

  /** The document that has the latest value of a field among those that a query finds. */
  public static Optional<ObjectNode> latest(
      Elastic elastic, String index, Query query, String field) {
    SearchRequest request =
        SearchRequest.of(
            s ->
                s.index(index)
                    .query(q -> q.bool(b -> b.filter(query)))
                    .size(1)
                    .allowPartialSearchResults(false)
                    .trackTotalHits(t -> t.enabled(false))
                    .sort(o -> o.field(f -> f.field(field).order(SortOrder.Desc))));
    return elastic
        .ask("search " + index, client -> client.search(request, ObjectNode.class))
        .hits()
        .hits()
        .stream()
        .findFirst()
        .map(Hit::source);
  }

  private static SearchRequest request(
      String index, Query query, List<String> order, List<FieldValue> after) {
    return SearchRequest.of(
        s -> {
          s.index(index)
              .query(q -> q.bool(b -> b.filter(query)))
              .size(PAGE)
              // half an answer would pass for "there is no such document"
              .allowPartialSearchResults(false)
              .seqNoPrimaryTerm(true)
              .version(true)
              .trackTotalHits(t -> t.enabled(false));
          order.forEach(field -> s.sort(o -> o.field(f -> f.field(field).order(SortOrder.Asc))));
          return after.isEmpty() ? s : s.searchAfter(after);
        });
  }
}
