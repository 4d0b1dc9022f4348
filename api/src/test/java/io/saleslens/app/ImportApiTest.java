package io.saleslens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.api.ApiServer;
import io.saleslens.app.metrics.Metrics;
import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.Settings;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.imports.Imports;
import io.saleslens.indexer.testing.SmallDisk;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files of sales over HTTP. */
@ExtendWith(SandboxExtension.class)
class ImportApiTest {
  private static final String HEADER = "id,store_id,amount_sale,sold_at\n";
  private static final String SALE = HEADER + "1,60,1000,2023-05-01 12:00:00\n";
  private static final int MOST_BYTES = 3_000_000;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final AtomicInteger STORED = new AtomicInteger();

  @TempDir private static Path dir;
  private static TestSettings settings;
  private static Metrics metrics;
  private static Pipeline pipeline;
  private static ApiServer server;

  @BeforeAll
  static void start(TestServers servers) {
    settings =
        TestSettings.of(servers)
            .with("api.port", "0")
            .with("imports.mysql.url", servers.mysqlUrl())
            .with("imports.mysql.user", servers.mysqlUser())
            .with("imports.mysql.password", servers.mysqlPassword())
            .with("imports.max-bytes", String.valueOf(MOST_BYTES))
            .with("imports.dir", dir.toString());
    metrics = new Metrics();
    pipeline = new Pipeline(load(settings), Clock.systemUTC(), metrics);
    pipeline.init();
    server = Apis.of(pipeline, metrics, STORED::incrementAndGet);
    server.start();
  }

  private static Settings load(TestSettings settings) {
    return Settings.load(Optional.empty(), TestEnvironment.of(settings));
  }

  @AfterAll
  static void stop() {
    server.close();
    pipeline.close();
    metrics.close();
  }

  private static HttpRequest post(String query, String body) {
    return HttpRequest.newBuilder(uri(server, "/api/v1/imports?" + query))
        .header("Content-Type", "text/csv")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private static URI uri(ApiServer server, String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  private static JsonNode json(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return Json.tree(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode send(int status, HttpRequest request)
      throws IOException, InterruptedException {
    return json(CLIENT.send(request, BodyHandlers.ofString()), status);
  }

  private static JsonNode get(String path) throws IOException, InterruptedException {
    return send(200, HttpRequest.newBuilder(uri(server, path)).build());
  }

  @Test
  void ofTwentyAtOnceOneIsAcceptedAndTheOthersAreAlreadyCollected() {
    int before = STORED.get();
    List<CompletableFuture<HttpResponse<String>>> sent =
        IntStream.range(0, 20)
            .mapToObj(it -> CLIENT.sendAsync(post("source=twenty", SALE), BodyHandlers.ofString()))
            .toList();
    List<HttpResponse<String>> answers = sent.stream().map(CompletableFuture::join).toList();
    assertThat(answers).filteredOn(it -> it.statusCode() == 202).hasSize(1);
    assertThat(answers).filteredOn(it -> it.statusCode() == 200).hasSize(19);
    assertThat(STORED.get() - before).isEqualTo(1);
    answers.stream()
        .filter(it -> it.statusCode() == 200)
        .forEach(
            it -> assertThat(json(it, 200).path("message").asText()).contains("already collected"));
  }

  @Test
  void theContentTypeSaysHowCharactersAreEncoded() throws Exception {
    byte[] western =
        "store,amount,datetime,colour\nJoe’s,1000,2023-05-01 10:00,red\n"
            .getBytes(Charset.forName("windows-1252"));

    JsonNode unclear = send(400, post("source=western", western, "text/csv"));
    assertThat(unclear.path("code").asText()).isEqualTo("unclear_encoding");
    assertThat(unclear.path("detail").asText())
        .contains("byte 0x92 at offset 32, in line 2", "charset=… in the Content-Type");
    JsonNode unknown = send(400, post("source=western", western, "text/csv; charset=klingon"));
    assertThat(unknown.path("detail").asText()).contains("'klingon' is unknown");
    JsonNode task = send(202, post("source=western", western, "text/csv; charset=windows-1252"));
    assertThat(task.path("rows_accepted").asLong()).isEqualTo(1);
    assertThat(task.path("columns_not_used").get(0).asText()).isEqualTo("colour");
  }

  private static HttpRequest post(String query, byte[] body, String contentType) {
    return HttpRequest.newBuilder(uri(server, "/api/v1/imports?" + query))
        .header("Content-Type", contentType)
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }

  @Test
  void otherContentIsAConflictThatNamesTheDaysUnlessItReplacesThem() throws Exception {
    JsonNode first = send(202, post("source=conflict&file_name=may.csv", SALE));
    String other = SALE.replace("1000", "2000");
    JsonNode problem = send(409, post("source=conflict", other));
    assertThat(problem.path("code").asText()).isEqualTo("day_already_collected");
    assertThat(problem.path("days").toString()).isEqualTo("[\"2023-05-01\"]");
    JsonNode second = send(202, post("source=conflict&replace=true", other));
    assertThat(second.path("days").path(0).path("change").asText()).isEqualTo("replaced");

    // newest first, page by page
    List<String> found = new ArrayList<>();
    JsonNode page = get("/api/v1/imports?source=conflict&limit=1");
    page.path("items").forEach(it -> found.add(it.path("task_id").asText()));
    page = get("/api/v1/imports?source=conflict&limit=1&after=" + page.path("next").asText());
    page.path("items").forEach(it -> found.add(it.path("task_id").asText()));
    assertThat(page.path("next").isNull()).isTrue();
    assertThat(found)
        .containsExactly(second.path("task_id").asText(), first.path("task_id").asText());
  }

  @Test
  void importsAreExportedWholeAndAskedForFieldByField() throws Exception {
    String formula = "source=export&file_name=%3D1%2B1.csv";
    String first = send(202, post(formula, SALE)).path("task_id").asText();
    String second =
        send(202, post("source=export", SALE.replace("05-01", "05-02"))).path("task_id").asText();
    String path = "/api/v1/imports?source=export";

    HttpResponse<String> csv = as("text/csv", path + "&fields=task_id,file_name,days");
    assertThat(csv.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"imports.csv\"");
    String day =
        ",\"[{\"\"date\"\":\"\"2023-05-0%s\"\",\"\"sales\"\":1,\"\"change\"\":\"\"new\"\"}]\"";
    assertThat(csv.body().lines())
        .containsExactly(
            "task_id,file_name,days",
            second + ",export.csv" + day.formatted(2),
            first + ",'=1+1.csv" + day.formatted(1));
    List<JsonNode> lines =
        as("application/x-ndjson", path)
            .body()
            .lines()
            .map(it -> Json.tree(it.getBytes(StandardCharsets.UTF_8)))
            .toList();
    assertThat(lines).hasSize(2).containsExactlyElementsOf(get(path).path("items"));
    assertThat(get(path + "&fields=state").path("items").toString())
        .isEqualTo("[{\"state\":\"stored\"},{\"state\":\"stored\"}]");
    assertThat(json(as("text/csv", path + "&fields=refusals"), 400).path("code").asText())
        .isEqualTo("unknown_field");
    assertThat(json(as("text/csv", path + "&limit=1"), 400).path("parameter").asText())
        .isEqualTo("limit");
  }

  private static HttpResponse<String> as(String type, String path)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri(server, path)).header("Accept", type).build();
    return CLIENT.send(request, BodyHandlers.ofString());
  }

  @Test
  void aFileIsTakenUpToItsOwnLimitWhichIsAboveThatOfOtherBodies() throws Exception {
    StringBuilder large = new StringBuilder(HEADER);
    for (int id = 1; large.length() < 2_000_000; id++) {
      large.append(id).append(",60,1000,2023-05-01 12:00:00").append(" ".repeat(500)).append('\n');
    }
    send(202, post("source=large", large.toString()));
    JsonNode problem = send(413, post("source=large", large + "\n".repeat(MOST_BYTES)));
    assertThat(problem.path("code").asText()).isEqualTo("file_too_large");
  }

  @Test
  void aFileWithoutASaleSaysWhatIsWrongWithEachRow() throws Exception {
    JsonNode problem =
        send(422, post("source=bad", HEADER + "1,60,much,2023-05-01\n,,,\n2,60,1,\n"));
    assertThat(problem.path("code").asText()).isEqualTo("nothing_accepted");
    assertThat(problem.path("refusals").path(0).path("row").asLong()).isEqualTo(1);
    assertThat(problem.path("refusals").path(0).path("field").asText()).isEqualTo("amount_sale");
    assertThat(send(400, post("source=bad", "no,sales\n1,2\n")).path("parameter").asText())
        .isEqualTo("body");
  }

  @Test
  void onlyWhatIsNotDoneIsTriedAgain() throws Exception {
    String task = send(202, post("source=again", SALE)).path("task_id").asText();
    HttpRequest retry =
        HttpRequest.newBuilder(uri(server, "/api/v1/imports/" + task + "/retries"))
            .header("X-Saleslens", "1")
            .POST(BodyPublishers.noBody())
            .build();
    Imports imports = pipeline.requiredImports();
    imports.failed(imports.begin(), "no luck");
    JsonNode failed = get("/api/v1/imports/" + task);
    assertThat(failed.path("state").asText() + failed.path("error").asText())
        .isEqualTo("failedno luck");
    int before = STORED.get();
    assertThat(send(202, retry).path("state").asText()).isEqualTo("stored");
    assertThat(STORED.get()).isEqualTo(before + 1);
    imports.done(imports.begin());
    assertThat(send(409, retry).path("code").asText()).isEqualTo("import_not_to_be_retried");
  }

  @Test
  void withoutTokensAFileThatAnyPageCouldHaveSentIsRefused() throws Exception {
    for (String type :
        List.of("text/plain", "text/plain;charset=utf-8", "multipart/form-data; boundary=x")) {
      HttpRequest simple =
          HttpRequest.newBuilder(uri(server, "/api/v1/imports?source=foreign&format=csv"))
              .header("Content-Type", type)
              .POST(BodyPublishers.ofString(SALE))
              .build();
      assertThat(send(403, simple).path("code").asText()).isEqualTo("header_needed");
    }
    HttpRequest nameless =
        HttpRequest.newBuilder(uri(server, "/api/v1/imports?source=foreign&format=csv"))
            .POST(BodyPublishers.ofString(SALE))
            .build();
    assertThat(send(403, nameless).path("code").asText()).isEqualTo("header_needed");
    assertThat(get("/api/v1/imports?source=foreign").path("items")).isEmpty();
    HttpRequest ours =
        HttpRequest.newBuilder(uri(server, "/api/v1/imports?source=ours&format=csv"))
            .header("X-Saleslens", "1")
            .POST(BodyPublishers.ofString(SALE))
            .build();
    send(202, ours);
  }

  @Test
  void aFileThatBreaksOffLeavesNothing() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      String begun =
          "POST /api/v1/imports?source=broken HTTP/1.1\r\nHost: localhost\r\n"
              + "Content-Type: text/csv\r\nContent-Length: 1000\r\n\r\n"
              + SALE;
      socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
    }
    Awaitility.await().untilAsserted(() -> assertThat(incoming()).isEmpty());
    assertThat(get("/api/v1/imports?source=broken").path("items")).isEmpty();
  }

  /** 507: nothing is wrong with the file, and the same works when there is room. */
  @Test
  void aFullDiskIsNotTheClientsFault() throws Exception {
    Path folder = dir.resolve("incoming");
    String csv = HEADER + "full,60,1000,2023-05-01 12:00:00\n" + "\n".repeat(200_000);
    try (SmallDisk disk = SmallDisk.at(folder, 64)) {
      JsonNode problem = send(507, post("source=full", csv));
      assertThat(problem.path("code").asText()).isEqualTo("storage_full");
      assertThat(problem.path("detail").asText()).contains("send it again");
      assertThat(incoming()).isEmpty();
      disk.resize(1_000);
      // what is received there cannot be moved to another disk, which undoes nothing
      assertThat(send(202, post("source=full", csv)).path("rows_accepted").asLong()).isEqualTo(1);
    }
  }

  private static List<Path> incoming() throws IOException {
    try (Stream<Path> files = Files.list(Files.createDirectories(dir.resolve("incoming")))) {
      return files.toList();
    }
  }

  @Test
  void whereNothingCanBeImportedTheSettingIsNamed() throws Exception {
    try (Metrics none = new Metrics();
        Pipeline plain =
            new Pipeline(
                load(
                    settings
                        .with("imports.mysql.url", "")
                        .with("imports.mysql.user", "")
                        .with("imports.mysql.password", "")),
                Clock.systemUTC(),
                none);
        ApiServer other = Apis.of(plain, none)) {
      other.start();
      JsonNode problem = send(409, HttpRequest.newBuilder(uri(other, "/api/v1/imports")).build());
      assertThat(problem.path("code").asText()).isEqualTo("imports_not_configured");
      assertThat(problem.path("detail").asText()).contains("saleslens.imports.mysql.url");
    }
  }
}
