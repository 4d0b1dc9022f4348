package io.saleslens.indexer.elastic;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.transport.TransportException;
import co.elastic.clients.transport.http.TransportHttpClient;
import java.time.Duration;
import org.elasticsearch.client.ResponseException;

/** What a server that is busy says about when to come back. */
final class RetryAfter {
  private static final String HEADER = "Retry-After";

  /** More is not waited because a server says so. */
  private static final long MOST_SECONDS = 30;

  private RetryAfter() {}

  /** Zero where nothing is said, or a date, which only servers of pages use. */
  static Duration of(Exception failure) {
    String said = header(failure);
    return said != null && said.matches("\\d{1,9}")
        ? Duration.ofSeconds(Math.min(Long.parseLong(said), MOST_SECONDS))
        : Duration.ZERO;
  }

  private static String header(Exception failure) {
    if (failure instanceof ResponseException refused) {
      return refused.getResponse().getHeader(HEADER);
    }
    TransportHttpClient.Response response =
        failure instanceof ElasticsearchException refused
            ? refused.httpResponse()
            : failure instanceof TransportException broken ? broken.response() : null;
    return response == null ? null : response.header(HEADER);
  }
}
