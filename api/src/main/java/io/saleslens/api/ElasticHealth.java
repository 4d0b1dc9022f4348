package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.transport.TransportException;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.IndexNames;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Elasticsearch and our indices in it, as two components. Both ask what every route asks, a search
 * of the indices, so they need no more rights and see what a reader would see.
 */
final class ElasticHealth {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final Elastic elastic;
  private final List<String> indices;

  ElasticHealth(Elastic elastic, IndexNames names) {
    this.elastic = elastic;
    this.indices =
        List.of(names.daily(), names.weekly(), names.frauds(), names.days(), names.state());
  }

  List<HealthCheck> checks() {
    return List.of(check("elasticsearch", this::reachable), check("indices", this::indicesThere));
  }

  private static HealthCheck check(String name, Supplier<Optional<String>> look) {
    return new HealthCheck() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Optional<String> check() {
        return look.get();
      }
    };
  }

  private Optional<String> reachable() {
    Answer answer = search();
    // an index that is missing is missed by somebody who answers
    return answer.status == OK || answer.status == NOT_FOUND
        ? Optional.empty()
        : Optional.of(answer.text);
  }

  private Optional<String> indicesThere() {
    Answer answer = search();
    return switch (answer.status) {
      case OK -> Optional.empty();
      case NOT_FOUND -> Optional.of(answer.text + ". Run ./saleslens init");
      default -> Optional.of("unknown, as Elasticsearch does not answer");
    };
  }

  /**
   * @param status HTTP status, or {@link ElasticException#NO_ANSWER}
   * @param text what was said, if not well
   */
  private record Answer(int status, String text) {}

  private Answer search() {
    return elastic.ask(
        "health",
        client -> {
          // Failures are caught in here, where they are not repeated with pauses: a health check
          // that waits for better times would tell late what it has to tell.
          try {
            client.search(
                s -> s.index(indices).size(0).allowPartialSearchResults(false), Void.class);
            return new Answer(OK, "");
          } catch (ElasticsearchException e) {
            return new Answer(e.status(), "answered " + e.status() + ": " + e.error().reason());
          } catch (TransportException e) {
            return new Answer(e.statusCode(), "answered " + e.statusCode());
          } catch (IOException e) {
            return new Answer(
                ElasticException.NO_ANSWER,
                "%s cannot be reached: %s".formatted(elastic.shownUrl(), e));
          }
        });
  }
}
