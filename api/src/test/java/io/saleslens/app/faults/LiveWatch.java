package io.saleslens.app.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks a process again and again whether it lives, as a supervisor does that would kill it. */
final class LiveWatch implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final HttpRequest question;
  private final AtomicInteger asked = new AtomicInteger();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final Repeated clock;

  LiveWatch(int port) {
    question =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/live"))
            .timeout(LIMIT)
            .build();
    clock = new Repeated(Duration.ofMillis(200), this::ask);
  }

  /** Each time over a connection of its own, as a supervisor does. */
  private void ask() {
    Instant began = Instant.now();
    try {
      int status =
          HttpClient.newHttpClient()
              .send(question, HttpResponse.BodyHandlers.discarding())
              .statusCode();
      asked.incrementAndGet();
      if (status != 200) {
        failures.add(began + ": status " + status);
      }
    } catch (IOException e) {
      failures.add(
          "%s: %s after %d ms"
              .formatted(began, e, Duration.between(began, Instant.now()).toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How often it was asked and answered. */
  int asked() {
    return asked.get();
  }

  /** When it did not say within a second that it lives. */
  List<String> failures() {
    return failures;
  }

  @Override
  public void close() {
    clock.close();
  }
}
