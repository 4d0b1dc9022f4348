package io.saleslens.kibana.imports;

import io.saleslens.indexer.retry.Attempts;
import io.saleslens.indexer.retry.Patience;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.SettingsReader;
import io.saleslens.indexer.settings.TlsFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests to Kibana. All of ours can be repeated without harm, so each is, with growing,
 * jittered pauses, while Kibana starts up or a proxy does not find it. A server that never answered
 * at all is given up within seconds: its address may be wrong. Redirects are not followed, they
 * lead to pages for people. Safe for use by many threads.
 */
final class KibanaHttp {
  private static final Logger LOG = LoggerFactory.getLogger(KibanaHttp.class);

  /** 503 until Kibana has started, which takes a minute or two. */
  private static final Set<Integer> TRANSIENT = Set.of(429, 502, 503, 504);

  private final KibanaSettings settings;
  private final Patience patience;
  private final HttpClient http;

  KibanaHttp(KibanaSettings settings, Patience patience) {
    this.settings = settings;
    this.patience = patience;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            // Kibana speaks 1.1, and asking each time for more means one more round trip
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(settings.connectTimeout());
    settings.ca().ifPresent(ca -> builder.sslContext(ca.sslContext()));
    this.http = builder.build();
    if (settings.sendsSecretsInClear()) {
      LOG.warn(
          "Kibana {}: without TLS the key or password can be read on the way, and used. Give an https:// URL by {}.",
          settings.url(),
          SettingsReader.shown("kibana.url"));
    }
  }

  /** Asks for something, in words for messages, as in "which objects it has". */
  Answer get(String what, String path) throws InterruptedException {
    return ask(what, request(path).GET().build());
  }

  Answer post(String what, String path, String contentType, byte[] body)
      throws InterruptedException {
    return ask(
        what,
        request(path)
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofByteArray(body))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(settings.base() + path))
            .header("kbn-xsrf", "true")
            .header("User-Agent", "Saleslens");
    authorization().ifPresent(it -> request.header("Authorization", it));
    return request;
  }

  private Optional<String> authorization() {
    return settings
        .apiKey()
        .map(key -> "ApiKey " + key.value())
        .or(() -> settings.user().map(user -> "Basic " + base64(user)));
  }

  private String base64(String user) {
    String pair = user + ":" + settings.password().orElseThrow().value();
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @return the answer, whatever its status
   * @throws KibanaException if there is none
   * @throws SettingsException if the server is not trusted
   */
  private Answer ask(String what, HttpRequest request) throws InterruptedException {
    Attempts unanswered = patience.atFirst().begin();
    Attempts answered = patience.begin();
    boolean isThere = false;
    while (true) {
      try {
        Answer answer = send(request);
        isThere = true;
        if (!TRANSIENT.contains(answer.status())
            || !pause(answered, answer.status() + ": " + answer.message())) {
          return answer;
        }
      } catch (IOException e) {
        if (!isTransient(e) || !pause(isThere ? answered : unanswered, shown(e))) {
          throw described(what, e);
        }
      }
    }
  }

  private boolean pause(Attempts attempts, String failure) throws InterruptedException {
    return attempts.pause(
        Duration.ZERO,
        (failed, millis) ->
            LOG.warn(
                "Kibana {}: attempt {} failed ({}), next in {} ms",
                settings.url(),
                failed,
                settings.withoutSecrets(failure),
                millis));
  }

  private Answer send(HttpRequest request) throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> sent =
        http.sendAsync(request, BodyHandlers.ofByteArray());
    try {
      // the request's own timeout would end where the body begins
      return Answer.of(sent.get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no whole answer in time");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      sent.cancel(true);
    }
  }

  /** Who did not answer in time may be at work on it, and is not asked for more. */
  private boolean isTransient(IOException failure) {
    return !isSlow(failure)
        && !(failure instanceof SSLException)
        && TlsFailure.advice(failure, settings.ca(), "kibana.ca", "kibana.url").isEmpty();
  }

  private static boolean isSlow(IOException failure) {
    return failure instanceof HttpTimeoutException
        && !(failure instanceof HttpConnectTimeoutException);
  }

  private RuntimeException described(String what, IOException failure) {
    Optional<String> advice = TlsFailure.advice(failure, settings.ca(), "kibana.ca", "kibana.url");
    if (advice.isPresent()) {
      return new SettingsException("Kibana %s %s".formatted(settings.url(), advice.get()), failure);
    }
    if (isSlow(failure)) {
      return new KibanaException(
          "Kibana %s, asked %s, did not answer within %s. If it is only slow, raise %s; asking again does no harm."
              .formatted(
                  settings.url(),
                  what,
                  settings.requestTimeout(),
                  SettingsReader.shown("kibana.request-timeout")),
          failure);
    }
    return new KibanaException(
        "Kibana %s, asked %s, cannot be reached (%s). Is it running, and is %s its address?%s"
            .formatted(
                settings.url(),
                what,
                shown(failure),
                SettingsReader.shown("kibana.url"),
                orOtherScheme(failure)),
        failure);
  }

  private static String shown(IOException failure) {
    if (causes(failure).anyMatch(UnresolvedAddressException.class::isInstance)) {
      return "no such host";
    }
    String message = failure.getMessage();
    return failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }

  private String orOtherScheme(IOException failure) {
    if (failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException) {
      return "";
    }
    return "https".equals(settings.url().getScheme())
        ? " If it does not speak TLS, it must begin with http://."
        : " If it speaks TLS, it must begin with https://.";
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }
}
