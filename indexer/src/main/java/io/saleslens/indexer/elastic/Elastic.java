package io.saleslens.indexer.elastic;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.TransportException;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.saleslens.indexer.settings.ElasticSettings;
import io.saleslens.indexer.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Set;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.ContentType;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to Elasticsearch. Every request has a timeout, is repeated a bounded number of
 * times with growing, jittered pauses where the server or the connection failed for the moment, and
 * ends otherwise in an {@link ElasticException} that names the server and the request. All our
 * requests can be repeated without harm.
 *
 * <p>The constructor does no I/O. Safe for use by many threads.
 */
public final class Elastic implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Elastic.class);
  private static final Set<Integer> TRANSIENT = Set.of(429, 502, 503, 504);
  private static final int ATTEMPTS = 5;

  private final ElasticSettings settings;
  private final RestClient http;
  private final ElasticsearchClient client;
  private final Retry retry;

  /**
   * A question to the typed client.
   *
   * @param <T> the answer
   */
  @FunctionalInterface
  public interface Question<T> {
    /** Asks. */
    T ask(ElasticsearchClient client) throws IOException;
  }

  /**
   * What is done with the answer to a plain request while it is read.
   *
   * @param <T> what comes of it
   */
  @FunctionalInterface
  public interface AnswerReader<T> {
    /** Reads the body, which is closed afterwards. */
    T read(InputStream body) throws IOException;
  }

  @FunctionalInterface
  private interface Attempt<T> {
    T run() throws IOException;
  }

  public Elastic(ElasticSettings settings) {
    this.settings = settings;
    this.http = HttpClients.create(settings);
    this.client =
        new ElasticsearchClient(
            new RestClientTransport(http, new JacksonJsonpMapper(Json.mapper())));
    this.retry = Retry.of("elasticsearch", retryConfig());
    retry
        .getEventPublisher()
        .onRetry(
            event ->
                LOG.warn(
                    "Elasticsearch {}: attempt {} failed ({}), next in {} ms",
                    settings.url(),
                    event.getNumberOfRetryAttempts(),
                    firstLine(event.getLastThrowable()),
                    event.getWaitInterval().toMillis()));
  }

  private static RetryConfig retryConfig() {
    return RetryConfig.custom()
        .maxAttempts(ATTEMPTS)
        .intervalFunction(
            IntervalFunction.ofExponentialRandomBackoff(
                Duration.ofMillis(200), 2, 0.5, Duration.ofSeconds(10)))
        .retryOnException(Elastic::isTransient)
        .build();
  }

  /**
   * Asks the typed client.
   *
   * @param what is asked, for the error message, as in "search platform_sales"
   * @throws ElasticException if there is no answer or a refusal
   * @throws SettingsException if the server does not accept our credentials
   */
  public <T> T ask(String what, Question<T> question) {
    return attempt(what, () -> question.ask(client));
  }

  /**
   * Sends a plain request and reads its answer as it comes, for the paths where speed counts.
   *
   * @param request method, path, parameters
   * @param contentType of {@code body}
   * @param body the body, or null for none
   * @throws ElasticException if there is no answer or a refusal
   * @throws SettingsException if the server does not accept our credentials
   */
  <T> T send(Request request, ContentType contentType, byte[] body, AnswerReader<T> reader) {
    if (body != null) {
      request.setEntity(new ByteArrayEntity(body, contentType));
    }
    String what = request.getMethod() + " " + request.getEndpoint();
    return attempt(
        what,
        () -> {
          Response response = http.performRequest(request);
          try (InputStream in = response.getEntity().getContent()) {
            return reader.read(in);
          }
        });
  }

  /**
   * Sends a JSON request and reads its answer as it comes.
   *
   * @param body the body, or null for none
   * @throws ElasticException if there is no answer or a refusal
   * @throws SettingsException if the server does not accept our credentials
   */
  public <T> T send(Request request, JsonNode body, AnswerReader<T> reader) {
    byte[] bytes = body == null ? null : Json.bytes(body);
    return send(request, ContentType.APPLICATION_JSON, bytes, reader);
  }

  private <T> T attempt(String what, Attempt<T> attempt) {
    try {
      return retry.executeCallable(attempt::run);
    } catch (ElasticException | SettingsException e) {
      throw e;
    } catch (Exception e) {
      throw describe(what, e);
    }
  }

  private RuntimeException describe(String what, Exception failure) {
    int status = statusOf(failure);
    if (Thread.currentThread().isInterrupted() || failure instanceof InterruptedException) {
      // the thread stays interrupted: whoever called us decides what to stop
      Thread.currentThread().interrupt();
      return new ElasticException(
          "Interrupted while asking Elasticsearch %s %s.".formatted(settings.url(), what),
          ElasticException.NO_ANSWER,
          failure);
    }
    if (status == 401 || status == 403) {
      return new SettingsException(
          "Elasticsearch %s refused our credentials (%d) for %s. Check saleslens.elasticsearch.api-key, or .user and .password, and the role's privileges."
              .formatted(settings.url(), status, what),
          failure);
    }
    String said =
        status == ElasticException.NO_ANSWER
            ? "cannot be reached (" + firstLine(failure) + "). Is it running?"
            : "answered " + status + ": " + reason(failure);
    return new ElasticException(
        "Elasticsearch %s, asked %s, %s".formatted(settings.url(), what, said), status, failure);
  }

  private static boolean isTransient(Throwable failure) {
    if (failure instanceof InterruptedIOException interrupted) {
      return interrupted instanceof java.net.SocketTimeoutException;
    }
    int status = statusOf(failure);
    return status == ElasticException.NO_ANSWER
        ? failure instanceof IOException
        : TRANSIENT.contains(status);
  }

  private static int statusOf(Throwable failure) {
    if (failure instanceof ElasticsearchException refused) {
      return refused.status();
    }
    if (failure instanceof ResponseException refused) {
      return refused.getResponse().getStatusLine().getStatusCode();
    }
    if (failure instanceof TransportException transport && transport.statusCode() > 0) {
      return transport.statusCode();
    }
    return ElasticException.NO_ANSWER;
  }

  private static String reason(Throwable failure) {
    if (failure instanceof ElasticsearchException refused) {
      ErrorCause cause = refused.error();
      String root =
          cause.rootCause().stream().map(ErrorCause::reason).findFirst().orElse(cause.reason());
      return cause.type() + ": " + root;
    }
    if (failure instanceof ResponseException refused) {
      return reasonIn(refused.getResponse());
    }
    return failure.getMessage();
  }

  /** What the answer says; the exception's own message would repeat request and address. */
  private static String reasonIn(Response response) {
    try (InputStream body = response.getEntity().getContent()) {
      JsonNode error = Json.mapper().readTree(body).path("error");
      return error.path("type").asText() + ": " + error.path("reason").asText(error.asText());
    } catch (IOException | RuntimeException e) {
      return response.getStatusLine().getReasonPhrase();
    }
  }

  private static String firstLine(Throwable failure) {
    String message = failure.getMessage();
    String line = message == null ? "" : message.lines().findFirst().orElse("");
    return failure.getClass().getSimpleName() + (line.isEmpty() ? "" : ": " + line);
  }

  /** The server's base URL, for messages. */
  public String shownUrl() {
    return settings.url().toString();
  }

  /** How this connection was set up. */
  public ElasticSettings settings() {
    return settings;
  }

  @Override
  public void close() {
    try {
      http.close();
    } catch (IOException e) {
      LOG.warn("Elasticsearch client did not close cleanly: {}", firstLine(e));
    }
  }
}
