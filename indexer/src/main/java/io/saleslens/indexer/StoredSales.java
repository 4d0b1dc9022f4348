package io.saleslens.indexer;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.Hits;
import io.saleslens.indexer.elastic.Indices;
import io.saleslens.indexer.elastic.Json;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks up what stands in {@code platform_sales} before it is written over. */
final class StoredSales {
  /** So few that all documents found, even if each sale stood twice, fit into one page of hits. */
  static final int MOST_IDS = 2_000;

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
   * @param index concrete name of the month's index it is in
   * @param version its version, see {@link Row.Sale}
   * @param document its fields
   */
  record Stored(String index, long version, ObjectNode document) {
    LocalDate businessDate() {
      return LocalDate.parse(document.path("business_date").asText());
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
    indices.refresh(alias);
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
    indices.refresh(alias);
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
                .add(new Stored(hit.index(), hit.version(), hit.source())));
    return found;
  }
}
