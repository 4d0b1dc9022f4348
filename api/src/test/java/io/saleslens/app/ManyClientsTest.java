package io.saleslens.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.testing.TestSale;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hundred clients at once while sales change. Those of the quiet stores do not: whoever asks must
 * find them all, and nothing twice.
 */
class ManyClientsTest extends WithServers {
  private static final int CLIENTS = 100;
  private static final int QUIET_STORES = 8;
  private static final int LOUD_STORE = 99;
  private static final int DAYS = 15;
  private static final LocalDate FIRST = LocalDate.parse("2023-05-01");

  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicBoolean done = new AtomicBoolean();
  private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS + 1);

  @TempDir private Path folder;
  private ChildCli run;
  private int port;

  @BeforeEach
  void start() throws IOException {
    table.insert(
        IntStream.range(0, QUIET_STORES * DAYS)
            .mapToObj(it -> sale(it, 1 + it % QUIET_STORES, it / QUIET_STORES))
            .toList());
    table.insert(
        IntStream.range(1_000, 1_100).mapToObj(it -> sale(it, LOUD_STORE, it % DAYS)).toList());
    port = ChildCli.freePort();
    run =
        ChildCli.start(
            folder,
            TestEnvironment.of(
                settings
                    .with("api.port", Integer.toString(port))
                    .with("api.requests-per-minute", "off")
                    .with("sync.overlap", "PT1H")),
            "run");
    run.awaitReady(port);
    await().atMost(Duration.ofMinutes(1)).until(() -> quietIn(walk("/api/v1/aov/daily?limit=500")));
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    run.close();
  }

  private static TestSale sale(int id, int store, int day) {
    return TestSale.of(id)
        .store(store)
        .amount(1_000 + id)
        .card("4111-11**-****-%04d".formatted(id % 10_000))
        .soldAt(FIRST.plusDays(day) + " 12:00:00");
  }

  @Test
  void nobodySeesAnErrorADuplicateOrAGap() throws Exception {
    Future<Integer> writer = threads.submit(this::changeTheLoudStore);
    List<Future<?>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(threads.submit(client(i)));
    }
    for (Future<?> client : clients) {
      client.get();
    }
    done.set(true);
    assertThat(writer.get()).as("syncs meanwhile").isPositive();
    assertThat(run.err()).doesNotContain(" ERROR ", "\tat ");
  }

  private Callable<Void> client(int number) {
    return switch (number % 5) {
      case 0 -> () -> seesQuietStores(walk("/api/v1/aov/daily?limit=20"));
      case 1 -> () -> seesQuietStores(walk("/api/v1/aov/daily?limit=20&sort=total_sale"));
      case 2 -> () -> seesQuietSales(lines("/api/v1/sales", "application/x-ndjson"));
      case 3 -> () -> seesQuietStoresInCsv(lines("/api/v1/aov/daily", "text/csv"));
      default -> () -> startsOneSync("key of " + number % 10);
    };
  }

  /** Amounts, days, new rows and rows that go, each followed by a sync. */
  private int changeTheLoudStore() throws Exception {
    Random dice = new Random(1);
    int next = 2_000;
    for (; !done.get(); next++) {
      table.insert(
          sale(next, LOUD_STORE, dice.nextInt(DAYS))
              .modified(table.now(settings.source().sourceZone())));
      table.update(
          1_000 + dice.nextInt(100),
          Map.of(
              "amount_sale", dice.nextInt(100_000),
              "sold_at", FIRST.plusDays(dice.nextInt(DAYS)) + " 13:00:00",
              "modified", table.now(settings.source().sourceZone())));
      startsOneSync("change " + next);
    }
    return next - 2_000;
  }

  private Void startsOneSync(String key) throws Exception {
    HttpResponse<String> first = post("/api/v1/jobs/sync/runs", key);
    HttpResponse<String> again = post("/api/v1/jobs/sync/runs", key);
    String location = first.headers().firstValue("Location").orElseThrow();
    assertThat(again.headers().firstValue("Location")).contains(location);
    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> !Set.of("waiting", "running").contains(json(location).path("outcome").asText()));
    assertThat(json(location).path("outcome").asText()).isEqualTo("done");
    return null;
  }

  private static Void seesQuietStores(List<JsonNode> days) {
    assertThat(quietIn(days)).isTrue();
    return null;
  }

  private static boolean quietIn(List<JsonNode> days) {
    List<String> keys =
        days.stream().map(it -> it.path("store_id").asText() + it.path("date").asText()).toList();
    assertThat(keys).doesNotHaveDuplicates();
    return isComplete(days.stream().map(it -> it.path("store_id").asText()).toList());
  }

  private static boolean isComplete(List<String> storeOfEach) {
    return storeOfEach.stream().filter(it -> !it.equals(Integer.toString(LOUD_STORE))).count()
        == QUIET_STORES * DAYS;
  }

  private static Void seesQuietStoresInCsv(List<String> lines) {
    int store = List.of(lines.get(0).split(",")).indexOf("store_id");
    List<String> rows = lines.subList(1, lines.size());
    assertThat(rows).doesNotHaveDuplicates();
    assertThat(isComplete(rows.stream().map(it -> it.split(",")[store]).toList())).isTrue();
    return null;
  }

  private static Void seesQuietSales(List<String> lines) {
    List<JsonNode> sales =
        lines.stream().map(it -> Json.tree(it.getBytes(StandardCharsets.UTF_8))).toList();
    Set<String> ids = new HashSet<>();
    sales.forEach(it -> assertThat(ids.add(it.path("id").asText())).as(it.toString()).isTrue());
    assertThat(isComplete(sales.stream().map(it -> it.path("store_id").asText()).toList()))
        .isTrue();
    return null;
  }

  private List<JsonNode> walk(String list) throws Exception {
    List<JsonNode> items = new ArrayList<>();
    String next = "";
    do {
      String after = URLEncoder.encode(next, StandardCharsets.UTF_8);
      JsonNode page = json(list + (next.isEmpty() ? "" : "&after=" + after));
      page.path("items").forEach(items::add);
      next = page.path("next").asText("");
    } while (!next.isEmpty());
    return items;
  }

  private JsonNode json(String path) throws Exception {
    return Json.tree(ok(request(path)).getBytes(StandardCharsets.UTF_8));
  }

  private List<String> lines(String path, String type) throws Exception {
    return ok(request(path).header("Accept", type)).lines().toList();
  }

  private String ok(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private HttpResponse<String> post(String path, String key) throws Exception {
    HttpRequest.Builder request =
        request(path).header("Idempotency-Key", key).POST(BodyPublishers.noBody());
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
    return answer;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofMinutes(2));
  }
}
