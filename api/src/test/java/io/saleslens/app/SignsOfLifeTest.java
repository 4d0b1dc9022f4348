package io.saleslens.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.saleslens.indexer.testing.TestProxy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Elasticsearch hangs, and many clients take or say next to nothing: who is well says so. */
class SignsOfLifeTest extends WithServers {
  private static final int EACH = 80;
  private static final int DAYS = 100;
  private static final int STORES = 400;
  private static final LocalDate FIRST = LocalDate.parse("2023-01-01");
  private static final String EXPORT =
      "GET /api/v1/aov/daily HTTP/1.1\r\nHost: localhost\r\nAccept: application/x-ndjson\r\n\r\n";
  private static final String HALF_BODY =
      "POST /api/v1/jobs/sync/runs HTTP/1.1\r\nHost: localhost\r\nX-Saleslens: 1\r\n"
          + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{";
  private static final String HALF_HEAD = "GET /api/v1/days HTTP/1.1\r\nHost: loc";

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Socket> slow = new ArrayList<>();
  private final ScheduledExecutorService dribble = Executors.newSingleThreadScheduledExecutor();
  private TestProxy elasticsearch;
  private TestInstance instance;

  @BeforeEach
  void start() {
    String url = servers.elasticsearchUrl().toString();
    elasticsearch = TestProxy.before(url);
    instance = TestInstance.start(settings.with("elasticsearch.url", elasticsearch.through(url)));
    instance.pipeline().init();
    for (int day = 0; day < DAYS; day++) {
      Map<String, Object> documents = new HashMap<>();
      for (int store = 0; store < STORES; store++) {
        documents.put(store + "|" + FIRST.plusDays(day), daily(store, FIRST.plusDays(day)));
      }
      instance.write(settings.names().daily(), documents);
    }
  }

  private static Map<String, Object> daily(int store, LocalDate day) {
    return Map.of(
        "store_id", "store " + store,
        "date", day.toString(),
        "total_sale", 10_000,
        "num_sale", 1,
        "num_customer", 1,
        "unit_price", 10_000,
        "avg_ticket", 10_000,
        "num_canceled", 0,
        "canceled_sale", 0,
        "computed_at", "2023-06-01T00:00:00Z");
  }

  @AfterEach
  void stop() throws IOException {
    dribble.shutdownNow();
    for (Socket socket : slow) {
      socket.close();
    }
    instance.close();
    elasticsearch.close();
  }

  @Test
  void theyComeWithinASecondWhateverHangs() throws Exception {
    for (int i = 0; i < EACH; i++) {
      open(EXPORT);
      open(HALF_BODY);
      open(HALF_HEAD);
    }
    dribble.scheduleAtFixedRate(this::takeAndSendAByte, 0, 200, TimeUnit.MILLISECONDS);
    elasticsearch.fallSilent();
    List<CompletableFuture<HttpResponse<String>>> questions =
        IntStream.range(0, EACH).mapToObj(it -> ask("/api/v1/frauds?limit=" + (it + 1))).toList();
    while (!questions.stream().allMatch(CompletableFuture::isDone)) {
      assertThat(within("/health/live").statusCode()).isEqualTo(200);
      assertThat(within("/metrics").body()).contains("saleslens_up{server=\"elasticsearch\"} 0");
      HttpResponse<String> ready = within("/health/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("\"elasticsearch\":{\"status\":\"down\"");
      assertThat(ready.body()).contains("\"mysql\":{\"status\":\"up\"");
    }
    for (CompletableFuture<HttpResponse<String>> question : questions) {
      assertThat(question.get().statusCode()).isEqualTo(503);
      assertThat(question.get().headers().firstValue("Retry-After")).isPresent();
      assertThat(question.get().body()).containsAnyOf("elasticsearch_unavailable", "busy");
    }
    elasticsearch.heal();
    await().atMost(Duration.ofSeconds(30)).until(() -> statusOf("/health/ready") == 200);
    await().atMost(Duration.ofSeconds(30)).until(() -> statusOf("/api/v1/frauds") == 200);
    await().atMost(Duration.ofSeconds(60)).until(() -> slow.stream().allMatch(this::isCutOff));
    assertThat(statusOf("/api/v1/aov/daily?limit=1000")).isEqualTo(200);
    await().atMost(Duration.ofSeconds(60)).until(() -> workers().isEmpty());
  }

  /** The dribble comes from few bytes of room, so that little is on its way. */
  private void open(String begin) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    URI uri = URI.create(instance.url());
    socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
    socket.setSoTimeout(1);
    socket.getOutputStream().write(begin.getBytes(StandardCharsets.US_ASCII));
    slow.add(socket);
  }

  /** Every second one; the others do nothing. */
  private void takeAndSendAByte() {
    for (int i = 0; i < slow.size(); i += 2) {
      try {
        slow.get(i).getOutputStream().write('a');
        slow.get(i).getInputStream().read();
      } catch (SocketTimeoutException e) {
        // nothing to take
      } catch (IOException e) {
        // cut off, as it should be
      }
    }
  }

  private boolean isCutOff(Socket socket) {
    try {
      byte[] some = new byte[65_536];
      while (socket.getInputStream().read(some) >= 0) {
        // what was on its way
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private CompletableFuture<HttpResponse<String>> ask(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(instance.url() + path))
            .timeout(Duration.ofMinutes(1))
            .build();
    return http.sendAsync(request, BodyHandlers.ofString());
  }

  private int statusOf(String path) throws Exception {
    return ask(path).get().statusCode();
  }

  private HttpResponse<String> within(String path) throws Exception {
    long before = System.nanoTime();
    HttpResponse<String> answer = ask(path).get();
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .as(path)
        .isLessThan(Duration.ofSeconds(1));
    return answer;
  }

  private static List<String> workers() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(it -> it.matches("api-(questions|exports|orders|uploads)-.*"))
        .toList();
  }
}
