package io.saleslens.bench.indexing;

import io.saleslens.bench.setup.BenchServers;
import io.saleslens.bench.wire.Http;
import io.saleslens.indexer.elastic.Indices;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The months' indices just as a backfill makes them: empty, with the settings of its load. */
final class MonthsIndices {
  private final BenchServers servers;
  private final String group;
  private final Recording recording;
  private final Http http;

  /**
   * @param group of indices, see {@link BenchServers#names}
   */
  MonthsIndices(BenchServers servers, String group, Recording recording, Http http) {
    this.servers = servers;
    this.group = group;
    this.recording = recording;
    this.http = http;
  }

  /** Deletes the whole group and makes the months' indices empty. */
  void makeAnew() throws IOException, InterruptedException {
    servers.deleteIndices(group);
    Map<String, String> headers = new HashMap<>(recording.headers());
    headers.put("content-type", "application/json");
    for (Map.Entry<String, byte[]> request : recording.setUp().entrySet()) {
      HttpResponse<byte[]> answer =
          http.send(
              "PUT", request.getKey(), headers, BodyPublishers.ofByteArray(request.getValue()));
      if (answer.statusCode() != 200) {
        throw new IOException(
            "Elasticsearch answered PUT %s %d: %s"
                .formatted(
                    request.getKey(),
                    answer.statusCode(),
                    new String(answer.body(), StandardCharsets.UTF_8)));
      }
    }
  }

  /** Makes what was written searchable. */
  void refresh() {
    new Indices(servers.elastic()).refresh(servers.names(group).sales());
  }
}
