package io.saleslens.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.api.ApiServer;
import io.saleslens.api.Role;
import io.saleslens.api.TestToken;
import io.saleslens.app.metrics.Metrics;
import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.Settings;
import io.saleslens.app.pipeline.Trigger;
import io.saleslens.app.schedule.JobSchedule;
import io.saleslens.indexer.Progress;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs that are asked for over the API of two instances that share their servers. */
@ExtendWith(SandboxExtension.class)
class JobsApiTest {
  private static final TestToken TOKEN = TestToken.of("nightly", Role.OPERATOR);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final int ROWS = 10_000;

  private static TestSettings settings;
  private static Instance one;
  private static Instance other;

  /** As {@code run} and {@code serve} put it together. */
  private record Instance(
      Metrics metrics, Pipeline pipeline, ApiServer api, Optional<JobSchedule> schedule)
      implements AutoCloseable {

    static Instance serving() {
      Metrics metrics = new Metrics();
      Pipeline pipeline =
          new Pipeline(
              Settings.load(Optional.empty(), TestEnvironment.of(settings)),
              Clock.systemUTC(),
              metrics);
      ApiServer api = Apis.of(pipeline, metrics);
      api.start();
      return new Instance(metrics, pipeline, api, Optional.empty());
    }

    /** Accepts runs, but does not begin any. */
    static Instance accepting() {
      Instance serving = serving();
      JobSchedule schedule = new JobSchedule(serving.pipeline, Clock.systemUTC());
      return new Instance(serving.metrics, serving.pipeline, serving.api, Optional.of(schedule));
    }

    static Instance running() {
      Instance accepting = accepting();
      accepting.schedule.orElseThrow().start();
      return accepting;
    }

    HttpResponse<String> get(String path) {
      return send(request(path));
    }

    HttpResponse<String> post(String path, String body, String... headers) {
      HttpRequest.Builder request =
          request(path).header("X-Saleslens", "1").POST(BodyPublishers.ofString(body));
      if (!body.isEmpty()) {
        request.header("Content-Type", "application/json");
      }
      return send(headers.length == 0 ? request : request.headers(headers));
    }

    private HttpRequest.Builder request(String path) {
      URI uri = URI.create("http://127.0.0.1:" + api.port() + path);
      return HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + TOKEN.secret());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
      try {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
      } catch (IOException e) {
        throw new AssertionError(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    JsonNode run(String location) {
      return json(get(location));
    }

    JsonNode awaitEnd(String location) {
      await().atMost(Duration.ofMinutes(1)).until(() -> run(location).has("ended_at"));
      return run(location);
    }

    @Override
    public void close() {
      schedule.ifPresent(JobSchedule::close);
      api.close();
      pipeline.close();
      metrics.close();
    }
  }

  @BeforeAll
  static void start(TestServers servers) throws Exception {
    settings =
        TestSettings.of(servers)
            .with("api.port", "0")
            .with("api.requests-per-minute", "off")
            .with("api.tokens", "nightly:operator:sha256:" + TOKEN.token().sha256())
            .with("lease.duration", "PT2S")
            .with("schedule.sync", "off")
            .with("schedule.refresh", "off")
            .with("schedule.verify", "off")
            // Bodies of a sale or two, so that a backfill takes its time.
            .with("bulk.bytes", "1024")
            .with("bulk.connections", "1");
    TestTable.create(settings)
        .insert(IntStream.rangeClosed(1, ROWS).mapToObj(TestSale::of).toList());
    one = Instance.accepting();
    one.pipeline.init();
    one.schedule.orElseThrow().start();
    other = Instance.running();
  }

  @AfterAll
  static void stop() {
    one.close();
    other.close();
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return Json.tree(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private static String location(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 202);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private static JsonNode problem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer).path("code").asText()).isEqualTo(code);
    return json(answer);
  }

  @Test
  void twentyRequestsWithOneKeyAtBothInstancesStartOneRun() {
    String key = UUID.randomUUID().toString();
    String path = "/api/v1/jobs/refresh/runs";
    String body = "{\"from\":\"2023-05-01\"}";
    ConcurrentLinkedQueue<HttpResponse<String>> answers = new ConcurrentLinkedQueue<>();
    CompletableFuture.allOf(
            IntStream.range(0, 20)
                .mapToObj(
                    i ->
                        CompletableFuture.runAsync(
                            () ->
                                answers.add(
                                    (i % 2 == 0 ? one : other)
                                        .post(path, body, "Idempotency-Key", key))))
                .toArray(CompletableFuture[]::new))
        .join();
    assertThat(answers).extracting(HttpResponse::statusCode).containsOnlyOnce(202).contains(200);
    assertThat(answers.stream().map(JobsApiTest::location).distinct()).hasSize(1);
    String location = location(answers.element());
    JsonNode run = other.awaitEnd(location);
    assertThat(run.path("outcome").asText()).isEqualTo("done");
    assertThat(run.path("requested_by").asText()).isEqualTo("nightly");
    assertThat(run.path("trigger").asText()).isEqualTo("api");
    assertThat(run.path("to").asText()).isEqualTo("2023-05-01");

    problem(one.post(path, "", "Idempotency-Key", key), 422, "idempotency_key_reused");
    // the same request, spelled otherwise, after a restart
    try (Instance next = Instance.accepting()) {
      HttpResponse<String> again =
          next.post(
              path, "{\"to\": \"2023-05-01\", \"from\": \"2023-05-01\"}", "Idempotency-Key", key);
      assertThat(again.statusCode()).isEqualTo(200);
      assertThat(json(again)).isEqualTo(run);
    }
    List<String> runs = new ArrayList<>();
    json(one.get(path)).path("items").forEach(it -> runs.add(it.path("run_id").asText()));
    assertThat(runs).doesNotHaveDuplicates().containsOnlyOnce(run.path("run_id").asText());
  }

  @Test
  void aRunShowsItsProgressAndIsCancelledFromTheOtherInstance() {
    String location = location(one.post("/api/v1/jobs/backfill/runs", ""));
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> other.run(location).path("progress").path("done").asLong() > 0);
    JsonNode progress = other.run(location).path("progress");
    assertThat(progress.path("phase").asText()).isEqualTo("backfill");
    assertThat(progress.path("unit").asText()).isEqualTo("rows");
    assertThat(progress.path("total").asLong()).isEqualTo(ROWS);
    assertThat(progress.path("percent").asLong())
        .isEqualTo(progress.path("done").asLong() * 100 / ROWS);
    assertThat(progress.path("rate").asDouble()).isPositive();
    assertThat(progress.path("eta_seconds").asLong()).isPositive();
    assertThat(progress.path("rows")).isEqualTo(progress.path("done"));
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                other.run(location).path("progress").path("done").asLong()
                    > progress.path("done").asLong());
    assertThat(json(other.get("/api/v1/jobs/backfill")).path("running").asBoolean()).isTrue();

    HttpResponse<String> cancelled = other.post(location + "/cancel", "");
    assertThat(cancelled.statusCode()).as(cancelled.body()).isEqualTo(202);
    JsonNode run = one.awaitEnd(location);
    assertThat(run.path("outcome").asText()).isEqualTo("stopped");
    assertThat(run.path("error").asText()).isEqualTo("cancelled");
    assertThat(run.path("progress").path("done").asLong()).isLessThan(ROWS);
    assertThat(one.post(location + "/cancel", "").statusCode()).isEqualTo(202);
    // the instance goes on with what comes next
    String next = location(one.post("/api/v1/jobs/refresh/runs", ""));
    JsonNode done = one.awaitEnd(next);
    assertThat(done.path("outcome").asText()).isEqualTo("done");
    assertThat(done.path("progress").path("unit").asText()).isEqualTo("days");
    assertThat(done.path("progress").path("percent").asInt()).isEqualTo(100);
    assertThat(done.path("progress").path("days")).isEqualTo(done.path("progress").path("total"));
    problem(other.post(next + "/cancel", ""), 409, "run_ended");
  }

  @Test
  void whatWasAcceptedAndNotBegunIsTakenUpAtTheNextStart() {
    String cancelled;
    String waiting;
    try (Instance died = Instance.accepting()) {
      String path = "/api/v1/jobs/verify/runs";
      cancelled = location(died.post(path, "{\"deep\":true}"));
      waiting = location(died.post(path, "{\"from\":\"2023-01-01\",\"repair\":true}"));
      assertThat(died.run(waiting).path("outcome").asText()).isEqualTo("waiting");
      assertThat(json(died.get("/api/v1/jobs/verify")).path("waiting").asInt())
          .isGreaterThanOrEqualTo(2);
      died.post(cancelled + "/cancel", "");
    }
    try (Instance next = Instance.running()) {
      JsonNode run = next.awaitEnd(waiting);
      assertThat(run.path("outcome").asText()).isEqualTo("done");
      assertThat(run.path("repair").asBoolean()).isTrue();
      assertThat(run.path("deep").asBoolean()).isFalse();
      assertThat(next.run(cancelled).path("outcome").asText()).isEqualTo("stopped");
      assertThat(next.run(cancelled).has("started_at")).isFalse();
    }
  }

  @Test
  void theHistoryPagesFromTheNewestOnAndIsFiltered() throws Exception {
    for (int i = 0; i < 3; i++) {
      one.pipeline.refresh(Optional.empty(), Optional.empty(), Trigger.COMMAND, Progress.NONE);
    }
    String path = "/api/v1/jobs/refresh/runs?outcome=done";
    JsonNode all = json(one.get(path)).path("items");
    List<JsonNode> paged = new ArrayList<>();
    String next = "";
    do {
      JsonNode page = json(other.get(path + "&limit=2" + next));
      page.path("items").forEach(paged::add);
      next = page.path("next").isNull() ? "" : "&after=" + page.path("next").asText();
    } while (!next.isEmpty());
    assertThat(all).hasSizeGreaterThanOrEqualTo(3).containsAll(paged);
    assertThat(paged)
        .hasSizeGreaterThanOrEqualTo(3)
        .doesNotHaveDuplicates()
        .isSortedAccordingTo(
            (left, right) ->
                right.path("requested_at").asText().compareTo(left.path("requested_at").asText()));
    assertThat(json(one.get("/api/v1/jobs/refresh/runs?outcome=refused")).path("items")).isEmpty();
    JsonNode last = json(one.get("/api/v1/jobs/refresh")).path("last_run");
    assertThat(last).isEqualTo(paged.get(0));
    assertThat(last.path("trigger").asText()).isEqualTo("command");
    assertThat(last.path("progress").path("percent").asInt()).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sync     | {\"from\":\"2023-05-01\"} | unknown_member | from",
        "refresh  | {\"deep\":true} | unknown_member | deep",
        "backfill | {\"to\":\"2023-05-01\"} | missing_member | from",
        "backfill | {\"from\":\"2023-05-02\",\"to\":\"2023-05-01\"} | invalid_member | from",
        "backfill | {\"from\":\"2023-02-30\"} | invalid_member | from",
        "verify   | {\"from\":20230501} | invalid_member | from",
        "verify   | {\"repair\":\"yes\"} | invalid_member | repair",
        "verify   | {\"deep\":true,\"deep\":false} | invalid_body | ``",
        "verify   | {\"deep\":true} x | invalid_body | ``",
        "verify   | [] | invalid_body | ``",
      })
  void aBodyThatIsNotUnderstoodIsRefused(String job, String body, String code, String member) {
    JsonNode problem = problem(one.post("/api/v1/jobs/" + job + "/runs", body), 400, code);
    assertThat(problem.path("member").asText()).isEqualTo(member);
  }

  @Test
  void whatElseIsRefusedSaysWhy() {
    String path = "/api/v1/jobs/sync/runs";
    problem(one.post(path, "{}", "Idempotency-Key", "x".repeat(129)), 400, "invalid_parameter");
    problem(
        one.post(path, "{}", "Idempotency-Key", "a", "Idempotency-Key", "b"),
        400,
        "invalid_parameter");
    problem(one.post(path, " ".repeat(5_000)), 413, "body_too_large");
    problem(one.post("/api/v1/jobs/tidy/runs", ""), 404, "not_found");
    problem(one.get(path + "/none"), 404, "not_found");
    problem(one.get(path + "?outcome=good"), 400, "invalid_parameter");
    problem(one.get(path + "?after=x"), 400, "invalid_cursor");
    try (Instance serving = Instance.serving()) {
      problem(serving.post(path, ""), 409, "no_jobs_here");
      assertThat(json(serving.get("/api/v1/jobs")).path("items")).hasSize(5);
    }
  }

  @Test
  void jobsAndRunsAreExportedWholeAndAskedForFieldByField() {
    for (int i = 0; i < 3; i++) {
      one.awaitEnd(
          location(
              one.post("/api/v1/jobs/refresh/runs", "{\"from\":\"2019-03-0" + (i + 1) + "\"}")));
    }
    String path = "/api/v1/jobs/refresh/runs?outcome=done";
    List<JsonNode> pages = new ArrayList<>();
    String next = "";
    do {
      JsonNode page = json(one.get(path + "&limit=2" + next));
      page.path("items").forEach(pages::add);
      next = page.path("next").isNull() ? null : "&after=" + page.path("next").asText();
    } while (next != null);
    assertThat(pages).hasSizeGreaterThanOrEqualTo(3);
    assertThat(ndjson(path)).isEqualTo(pages);

    HttpResponse<String> csv = as("text/csv", path + "&fields=outcome,from,run_id");
    assertThat(csv.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"jobs-refresh-runs.csv\"");
    assertThat(csv.body().lines().toList())
        .hasSize(pages.size() + 1)
        .startsWith(
            "outcome,from,run_id", "done,2019-03-03," + pages.get(0).path("run_id").asText());
    assertThat(json(one.get(path + "&fields=job,outcome")).path("items"))
        .allSatisfy(it -> assertThat(it).hasToString("{\"job\":\"refresh\",\"outcome\":\"done\"}"));

    assertThat(as("text/csv", "/api/v1/jobs?fields=job,running").body().lines())
        .hasSize(6)
        .startsWith("job,running")
        .contains("backfill,false");
    assertThat(as("text/csv", "/api/v1/jobs").body())
        .startsWith("job,schedule,next_fire,last_fire,running,waiting,last_run\r\n");
    assertThat(ndjson("/api/v1/jobs?fields=job"))
        .extracting(it -> it.path("job").asText())
        .containsExactly("sync", "refresh", "verify", "backfill", "import");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/jobs?fields=jobs, application/json, 400, unknown_field",
    "/api/v1/jobs/sync/runs?fields=id, text/csv, 400, unknown_field",
    "/api/v1/jobs/sync/runs?limit=5, text/csv, 400, invalid_parameter",
    "/api/v1/jobs/sync/runs, application/pdf, 406, not_acceptable",
    "/api/v1/jobs, application/pdf, 406, not_acceptable",
  })
  void whatAListOfJobsOrRunsCannotBeIsRefused(String path, String accept, int status, String code) {
    problem(as(accept, path), status, code);
  }

  private static HttpResponse<String> as(String type, String path) {
    return Instance.send(one.request(path).header("Accept", type));
  }

  private static List<JsonNode> ndjson(String path) {
    HttpResponse<String> answer = as("application/x-ndjson", path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body().lines().map(it -> Json.tree(it.getBytes(StandardCharsets.UTF_8))).toList();
  }
}
