package io.saleslens.sandbox;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/**
 * A prefix of index names on loan to a test.
 *
 * @param elasticsearch what the test sees of it
 * @param access how it is reached to end the loan
 */
record TestPrefix(TestElasticsearch elasticsearch, Http.Access access) implements AutoCloseable {
  private static final int NAMES_PER_REQUEST = 50;

  @Override
  public void close() throws IOException {
    deleteIndices();
    for (String templates : List.of("_index_template", "_component_template", "_template")) {
      delete("/" + templates + "/" + elasticsearch.indexPrefix() + "*");
    }
  }

  /** By their names, as Elasticsearch refuses to delete indices by pattern. */
  private void deleteIndices() throws IOException {
    List<String> names =
        required(
                Http.request(
                    "GET",
                    uri(
                        "/_cat/indices/"
                            + elasticsearch.indexPrefix()
                            + "*?h=index&expand_wildcards=all"),
                    access))
            .lines()
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
    for (int i = 0; i < names.size(); i += NAMES_PER_REQUEST) {
      int end = Math.min(names.size(), i + NAMES_PER_REQUEST);
      delete("/" + String.join(",", names.subList(i, end)) + "?ignore_unavailable=true");
    }
  }

  private void delete(String path) throws IOException {
    Http.Answer answer = Http.request("DELETE", uri(path), access);
    if (answer.status() != 404) {
      required(answer);
    }
  }

  private static String required(Http.Answer answer) {
    if (!answer.ok()) {
      throw new IllegalStateException("Elasticsearch answered " + answer);
    }
    return answer.body();
  }

  private URI uri(String path) {
    return elasticsearch.url().resolve(path);
  }
}
