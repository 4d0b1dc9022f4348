package io.saleslens.fraud;

import co.elastic.clients.elasticsearch._types.Level;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.Hits;
import io.saleslens.indexer.testing.TestIndexer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which documents were written since a moment: Elasticsearch numbers the writes of an index. */
final class Writes {
  private static final long NONE = -1;

  private final TestIndexer indexer;
  private final String alias;
  private final Map<String, Long> before;

  /** From now on. */
  Writes(TestIndexer indexer, String alias) {
    this.indexer = indexer;
    this.alias = alias;
    this.before = lastNumbers();
  }

  private Map<String, Long> lastNumbers() {
    Map<String, Long> numbers = new HashMap<>();
    indexer
        .elastic()
        .ask("stats", client -> client.indices().stats(s -> s.index(alias).level(Level.Shards)))
        .indices()
        .forEach(
            (index, stats) ->
                stats
                    .shards()
                    .values()
                    .forEach(
                        copies ->
                            copies.forEach(
                                copy -> numbers.merge(index, copy.seqNo().maxSeqNo(), Long::max))));
    return numbers;
  }

  /** The documents written since then, as they stand. */
  List<ObjectNode> since() {
    indexer.indices().refresh(alias);
    Elastic elastic = indexer.elastic();
    List<ObjectNode> written = new ArrayList<>();
    for (String index : lastNumbers().keySet()) {
      double last = before.getOrDefault(index, NONE);
      Query newer = Query.of(q -> q.range(r -> r.number(n -> n.field("_seq_no").gt(last))));
      Hits.forEach(elastic, index, newer, "_seq_no", hit -> written.add(hit.source()));
    }
    return written;
  }
}
