package io.saleslens.app.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.elasticsearch.client.Request;

/** Whether Elasticsearch can be reached, takes our credentials, and what it is. */
final class ElasticCheck implements Check {
  /** As .ci/run tests it. */
  private static final Pattern TESTED = Pattern.compile("8\\.(19|[2-9]\\d)\\..*|9\\..*");

  private final Elastic elastic;
  private final Questions questions;
  private final IndexNames names;

  ElasticCheck(Elastic elastic, Questions questions, IndexNames names) {
    this.elastic = elastic;
    this.questions = questions;
    this.names = names;
  }

  @Override
  public String name() {
    return "elasticsearch";
  }

  @Override
  public List<Finding> look() {
    search();
    long start = System.nanoTime();
    search();
    long millis = (System.nanoTime() - start) / 1_000_000;
    Optional<String> version =
        questions.get("/").map(it -> it.path("version").path("number").asText());
    String found =
        "%s at %s, %s, answers in %d ms"
            .formatted(
                version.orElse("version not told to this account"),
                elastic.shownUrl(),
                elastic.shownUrl().startsWith("https") ? "by TLS" : "not encrypted",
                millis);
    boolean tested = version.map(it -> TESTED.matcher(it).matches()).orElse(true);
    return List.of(
        tested
            ? Finding.ok(name(), found)
            : Finding.warn(name(), found, "Saleslens is tested with 8.19 and 9.5."));
  }

  /** What any account of ours may do; the first one also makes the connection. */
  private JsonNode search() {
    Request request = new Request("GET", "/" + names.prefix() + "*/_search");
    request.addParameter("size", "0");
    request.addParameter("ignore_unavailable", "true");
    return questions.send(request, null);
  }
}
