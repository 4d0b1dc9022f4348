package io.saleslens.app.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The server that is told. Its certificate is verified, it is not followed elsewhere, and what it
 * answers besides the status is not read.
 */
final class Receiver {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final URI url;
  private final Signature signature;
  private final Clock clock;
  private final HttpClient http =
      HttpClient.newBuilder()
          .followRedirects(Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  Receiver(WebhookSettings settings, Clock clock) {
    this.url = settings.uri();
    this.signature = new Signature(settings.secret());
    this.clock = clock;
  }

  /**
   * Sends an event once.
   *
   * @return what went wrong, without the URL; empty if it was taken
   */
  Optional<String> send(Event event) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .header("User-Agent", "Saleslens")
            .header("Saleslens-Event-Id", event.id())
            .header("Saleslens-Signature", signature.of(event.body(), clock.instant()))
            .POST(BodyPublishers.ofString(event.body()))
            .build();
    try {
      HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
      answer.body().close();
      boolean taken = answer.statusCode() / 100 == 2;
      return taken ? Optional.empty() : Optional.of("answered " + answer.statusCode());
    } catch (IOException e) {
      // its message may hold the URL
      return Optional.of("cannot be reached (" + e.getClass().getSimpleName() + ")");
    }
  }

  /** Where it is, as far as that may be shown. */
  String shown() {
    return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
  }
}
