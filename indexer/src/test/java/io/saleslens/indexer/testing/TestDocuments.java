package io.saleslens.indexer.testing;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.Indices;
import java.util.Map;
import java.util.TreeMap;

/** Reads what stands in an index. */
public final class TestDocuments {
  private static final int MOST = 10_000;

  private TestDocuments() {}

  /**
   * All documents behind a name, by id, after a refresh.
   *
   * @throws AssertionError if two have one id, or if there are more than one page holds
   */
  public static Map<String, ObjectNode> of(Elastic elastic, String name) {
    new Indices(elastic).refresh(name);
    Map<String, ObjectNode> documents = new TreeMap<>();
    elastic
        .ask(
            "search " + name,
            client ->
                client.search(
                    s ->
                        s.index(name)
                            .ignoreUnavailable(true)
                            .size(MOST)
                            .query(Query.of(q -> q.matchAll(m -> m))),
                    ObjectNode.class))
        .hits()
        .hits()
        .forEach(
            hit -> {
              if (documents.put(hit.id(), hit.source()) != null) {
                throw new AssertionError("Two documents of " + name + " have the id " + hit.id());
              }
            });
    if (documents.size() == MOST) {
      throw new AssertionError(name + " has too many documents to read at once");
    }
    return documents;
  }
}
