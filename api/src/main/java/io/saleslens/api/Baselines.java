package io.saleslens.api;

import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.search.Hit;
import io.saleslens.aov.WeeklyAov;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The weekly AOV that a store's sales of a day are measured by. */
final class Baselines {
  private final Elastic elastic;
  private final IndexNames names;

  Baselines(Elastic elastic, IndexNames names) {
    this.elastic = elastic;
    this.names = names;
  }

  /** Which store, as of which day. */
  record Key(String storeId, LocalDate asOf) {
    private String documentId() {
      return storeId + "|" + asOf;
    }
  }

  Optional<WeeklyAov> of(Key key) {
    return Optional.ofNullable(of(List.of(key)).get(key));
  }

  /**
   * Those there are.
   *
   * @param keys at most as many as a search may find at once, 10,000
   */
  Map<Key, WeeklyAov> of(Collection<Key> keys) {
    List<String> ids = keys.stream().map(Key::documentId).distinct().toList();
    SearchRequest request =
        SearchRequest.of(
            s ->
                s.index(names.weekly())
                    .query(q -> q.ids(i -> i.values(ids)))
                    .size(ids.size())
                    .trackTotalHits(t -> t.enabled(false))
                    .allowPartialSearchResults(false));
    return ids.isEmpty()
        ? Map.of()
        : elastic
            .ask("search " + names.weekly(), client -> client.search(request, WeeklyAov.class))
            .hits()
            .hits()
            .stream()
            .map(Hit::source)
            .collect(Collectors.toMap(it -> new Key(it.storeId(), it.asOf()), it -> it));
  }
}
