package io.saleslens.indexer.elastic;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.TransportException;
import co.elastic.clients.transport.rest_client.RestClientOptions;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.indexer.meter.Meters;
import io.saleslens.indexer.retry.Attempts;
import io.saleslens.indexer.retry.Patience;
import io.saleslens.indexer.settings.ElasticSettings;
import io.saleslens.indexer.settings.Secret;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.SettingsReader;
import io.saleslens.indexer.settings.TlsFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.http.ConnectionClosedException;
import org.apache.http.HttpEntity;
import org.apache.http.HttpException;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.entity.ContentType;
import org.apache.http.nio.entity.NByteArrayEntity;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RequestOptions;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to Elasticsearch. Every request has a timeout, is repeated with growing, jittered
 * pauses where the server or the connection failed for the moment, as long as the {@link Patience}
 * lasts, and ends otherwise in an {@link ElasticException} that names the server and the request.
 * All our requests can be repeated without harm. A server that has never answered is given up
 * within seconds, whatever the patience: its address may be wrong.
 *
 * <p>The constructor does no I/O. Safe for use by many threads.
 */
public final class Elastic implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Elastic.class);
  private static final Set<Integer> TRANSIENT = Set.of(408, 429, 502, 503, 504);

  private final ElasticSettings settings;
  private final RestClient http;
  private final ElasticsearchClient client;
  private final RequestOptions options;
  private final Patience patience;
  private final Meters meters;

  /** Whether the server ever answered; shared with the views. */
  private final AtomicBoolean answered;

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

  /** A connection with the patience of a job. */
  public Elastic(ElasticSettings settings) {
    this(settings, Patience.JOB);
  }

  public Elastic(ElasticSettings settings, Patience patience) {
    this(settings, patience, Meters.NONE);
  }

  /**
   * @param meters are told of bulk requests, of rows that are written by this, and of attempts that
   *     failed
   */
  public Elastic(ElasticSettings settings, Patience patience, Meters meters) {
    this.settings = settings;
    this.meters = meters;
    this.http = HttpClients.create(settings);
    this.client =
        new ElasticsearchClient(
            new RestClientTransport(http, new JacksonJsonpMapper(Json.mapper())));
    this.options = RequestOptions.DEFAULT;
    this.patience = patience;
    this.answered = new AtomicBoolean();
  }

  private Elastic(
      Elastic other, Patience patience, ElasticsearchClient client, RequestOptions options) {
    this.settings = other.settings;
    this.http = other.http;
    this.client = client;
    this.options = options;
    this.answered = other.answered;
    this.meters = other.meters;
    this.patience = patience;
  }

  /** The same connections with another patience; they close with this one. */
  public Elastic with(Patience other) {
    return new Elastic(this, other, client, options);
  }

  /**
   * The same connections for questions that somebody waits for; they close with this one.
   *
   * @param most how long to wait for an answer, if the settings say no shorter time
   */
  public Elastic within(Duration most) {
    int millis = (int) Math.min(most.toMillis(), settings.requestTimeout().toMillis());
    RequestConfig config =
        RequestConfig.custom()
            .setConnectTimeout((int) Math.min(millis, settings.connectTimeout().toMillis()))
            .setConnectionRequestTimeout(millis)
            .setSocketTimeout(millis)
            .build();
    return new Elastic(
        this, patience, limited(client, config), with(config, RequestOptions.DEFAULT));
  }

  /** With all else that the client's own options say. */
  private static ElasticsearchClient limited(ElasticsearchClient client, RequestConfig config) {
    RestClientOptions usual = (RestClientOptions) client._transport().options();
    return client.withTransportOptions(
        new RestClientOptions(with(config, usual.restClientRequestOptions()), false));
  }

  private static RequestOptions with(RequestConfig config, RequestOptions others) {
    return others.toBuilder().setRequestConfig(config).build();
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
   * @param body the body, or null for none
   * @throws ElasticException if there is no answer or a refusal
   * @throws SettingsException if the server does not accept our credentials
   */
  <T> T exchange(Request request, HttpEntity body, AnswerReader<T> reader) {
    request.setEntity(body);
    request.setOptions(options);
    String what = request.getMethod() + " " + request.getEndpoint();
    return attempt(
        what,
        () -> {
          Response response = http.performRequest(request);
          NotElasticsearch.refuse(response);
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
    HttpEntity entity =
        body == null ? null : new NByteArrayEntity(Json.bytes(body), ContentType.APPLICATION_JSON);
    return exchange(request, entity, reader);
  }

  private <T> T attempt(String what, Attempt<T> attempt) {
    Attempts attempts = begin();
    while (true) {
      try {
        T answer = attempt.run();
        answered.set(true);
        return answer;
      } catch (Exception e) {
        if (isOurs(e)) {
          throw (RuntimeException) e;
        }
        if (!isTransient(e) || !pause(attempts, e)) {
          throw describe(what, e);
        }
      }
    }
  }

  /**
   * Whether a failure is one of the program that asks, as it made a question or read an answer, and
   * so says nothing of the server. The clients' own are: theirs tell of the answer, or of a request
   * that broke off.
   */
  private static boolean isOurs(Exception failure) {
    String type = failure.getClass().getName();
    return failure instanceof RuntimeException
        && !Thread.currentThread().isInterrupted()
        && failure.getClass() != RuntimeException.class
        && !type.startsWith("co.elastic.clients.")
        && !type.startsWith("jakarta.json.");
  }

  /** Attempts at one thing, as long as the patience lasts. */
  Attempts begin() {
    return (answered.get() ? patience : patience.atFirst()).begin();
  }

  /** Answers false when interrupted too; the thread stays so. */
  private boolean pause(Attempts attempts, Exception failure) {
    try {
      return attempts.pause(
          RetryAfter.of(failure),
          (failed, millis) -> {
            meters.elasticsearchRetry();
            LOG.warn(
                "Elasticsearch {}: attempt {} failed ({}), next in {} ms",
                settings.url(),
                failed,
                firstLine(failure),
                millis);
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private RuntimeException describe(String what, Exception failure) {
    Optional<NotElasticsearch> stranger = NotElasticsearch.in(failure);
    if (stranger.isPresent() && !Thread.currentThread().isInterrupted()) {
      return new ElasticException(
          "Elasticsearch %s, asked %s, %s."
              .formatted(settings.url(), what, withoutSecrets(known(stranger.get()).getMessage())),
          ElasticException.NO_ANSWER,
          failure);
    }
    int status = statusOf(failure);
    if (Thread.currentThread().isInterrupted() || failure instanceof InterruptedException) {
      // the thread stays interrupted: whoever called us decides what to stop
      Thread.currentThread().interrupt();
      return new ElasticException(
          "Interrupted while asking Elasticsearch %s %s.".formatted(settings.url(), what),
          ElasticException.NO_ANSWER,
          failure);
    }
    if (status == 401 || status == 403 && !isBlocked(failure)) {
      return new SettingsException(
          "Elasticsearch %s refused our credentials (%d) for %s. Check saleslens.elasticsearch.api-key, or .user and .password, and the role's privileges."
              .formatted(settings.url(), status, what),
          failure);
    }
    Optional<String> advice = tlsAdvice(failure);
    if (advice.isPresent()) {
      return new SettingsException(
          "Elasticsearch %s %s".formatted(settings.url(), advice.get()), failure);
    }
    String said =
        status == ElasticException.NO_ANSWER
            ? "cannot be reached ("
                + firstLine(failure)
                + "). Is it running?"
                + orOtherAddress(failure)
            : "answered " + status + ": " + reason(failure);
    return new ElasticException(
        "Elasticsearch %s, asked %s, %s".formatted(settings.url(), what, said), status, failure);
  }

  /** What shows itself at its root only, or could be read there only. */
  private NotElasticsearch known(NotElasticsearch stranger) {
    if (!stranger.isUntold()) {
      return stranger;
    }
    Request root = new Request("GET", "/");
    root.setOptions(options);
    try {
      NotElasticsearch.refuse(http.performRequest(root));
      return stranger;
    } catch (IOException | RuntimeException e) {
      return NotElasticsearch.in(e).orElse(stranger);
    }
  }

  /** What answers in the place of Elasticsearch may repeat what it was sent. */
  private String withoutSecrets(String message) {
    return Stream.of(settings.apiKey(), settings.password())
        .flatMap(Optional::stream)
        .map(Secret::value)
        .reduce(message, (shown, secret) -> shown.replace(secret, "****"));
  }

  private String orOtherAddress(Exception failure) {
    boolean speaksNoHttp =
        Stream.iterate((Throwable) failure, cause -> cause != null, Throwable::getCause)
            .anyMatch(HttpException.class::isInstance);
    if (speaksNoHttp) {
      return " What listens there does not speak HTTP: is the port right?";
    }
    boolean isGuess = settings.url().getPort() < 0 && !answered.get();
    return orOtherScheme(failure)
        + (isGuess
            ? " The URL names no port, so that it was asked at that of %s; Elasticsearch's own is usually 9200."
                .formatted(settings.url().getScheme())
            : "");
  }

  /** A server that speaks HTTPS hangs up on one who does not; the other way round it is silent. */
  private String orOtherScheme(Exception failure) {
    if (answered.get() || failure instanceof ConnectException) {
      return "";
    }
    String url = SettingsReader.shown("elasticsearch.url");
    if ("https".equals(settings.url().getScheme())) {
      return " If it does not speak TLS, %s must begin with http://.".formatted(url);
    }
    return failure.getCause() instanceof ConnectionClosedException
        ? " If it speaks TLS, %s must begin with https://.".formatted(url)
        : "";
  }

  private boolean isTransient(Exception failure) {
    if (Thread.currentThread().isInterrupted()) {
      return false;
    }
    int status = statusOf(failure);
    if (status != ElasticException.NO_ANSWER) {
      return TRANSIENT.contains(status);
    }
    // an answer that is no JSON, or a server that is not trusted, will be so the next time
    return failure instanceof IOException
        && !(failure instanceof NotElasticsearch)
        && Stream.iterate((Throwable) failure, cause -> cause != null, Throwable::getCause)
            .noneMatch(cause -> cause instanceof JsonProcessingException)
        && tlsAdvice(failure).isEmpty();
  }

  private Optional<String> tlsAdvice(Exception failure) {
    return TlsFailure.advice(failure, settings.ca(), "elasticsearch.ca", "elasticsearch.url");
  }

  /** A block on an index answers 403 too, whoever asks. */
  private static boolean isBlocked(Exception failure) {
    return refusal(failure).filter(Refusal::isBlock).isPresent();
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
    if (failure instanceof ResponseException refused) {
      return refusal(failure)
          .map(Refusal::toString)
          .orElseGet(() -> refused.getResponse().getStatusLine().getReasonPhrase());
    }
    return refusal(failure).map(Refusal::toString).orElseGet(failure::getMessage);
  }

  private static Optional<Refusal> refusal(Throwable failure) {
    if (failure instanceof ElasticsearchException refused) {
      return Optional.of(Refusal.of(refused.error()));
    }
    return failure instanceof ResponseException refused
        ? refusalIn(refused.getResponse())
        : Optional.empty();
  }

  /** What the answer says; the exception's own message would repeat request and address. */
  private static Optional<Refusal> refusalIn(Response response) {
    try (InputStream body = response.getEntity().getContent()) {
      return Optional.of(Refusal.of(Json.mapper().readTree(body).path("error")));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
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

  /** Who counts what is done by this. */
  public Meters meters() {
    return meters;
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
