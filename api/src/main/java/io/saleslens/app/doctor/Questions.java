package io.saleslens.app.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.settings.SettingsException;
import java.util.List;
import java.util.Optional;
import org.elasticsearch.client.Request;

/** Asks Elasticsearch what this account may not be allowed to ask, and need not be. */
final class Questions {
  private final Elastic elastic;

  Questions(Elastic elastic) {
    this.elastic = elastic;
  }

  /**
   * The answer to GET.
   *
   * @return empty if the account may not ask, or this distribution of the server cannot tell
   */
  Optional<JsonNode> get(String path) {
    try {
      return Optional.of(send(new Request("GET", path), null));
    } catch (SettingsException e) {
      // that the account itself is accepted was seen before
      return Optional.empty();
    } catch (ElasticException e) {
      if (e.status() >= 400 && e.status() < 500 && e.status() != 429) {
        return Optional.empty();
      }
      throw e;
    }
  }

  JsonNode send(Request request, JsonNode body) {
    return elastic.send(request, body, Json.mapper()::readTree);
  }

  static List<Finding> notShown(String check) {
    return List.of(
        Finding.ok(check, "not told to this account (that takes the cluster privilege monitor)"));
  }
}
