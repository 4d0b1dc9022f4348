package io.saleslens.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.app.ChildCli;
import io.saleslens.app.TestEnvironment;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A million suspects from a server whose heap could not hold a sixth of them. */
@ExtendWith(SandboxExtension.class)
@EnabledIfSystemProperty(named = "saleslens.test.long", matches = "true")
class LongExportTest {
  private static final int SUSPECTS = 1_000_000;
  private static final int A_DAY = 5_000;
  private static final LocalDate FIRST = LocalDate.parse("2023-01-01");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static ChildCli server;
  private static int port;

  @BeforeAll
  static void start(TestElasticsearch elasticsearch, @TempDir Path folder) throws IOException {
    try (ApiUnderTest writer = ApiUnderTest.initialised(elasticsearch)) {
      for (int day = 0; day < SUSPECTS / A_DAY; day++) {
        Map<String, Object> suspects = new HashMap<>();
        for (int i = 0; i < A_DAY; i++) {
          String id = "%07d".formatted(day * A_DAY + i);
          suspects.put(id, Documents.suspect(id, "" + i % 300, FIRST.plusDays(day)));
        }
        writer.write(writer.names().frauds(), suspects);
      }
    }
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    TestSettings settings = TestSettings.of(elasticsearch).with("api.port", "" + port);
    Map<String, String> environment = new HashMap<>(TestEnvironment.of(settings));
    environment.put("JAVA_TOOL_OPTIONS", "-Xmx64m");
    server = ChildCli.start(folder, environment, "serve");
    server.awaitReady(port);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"application/x-ndjson,identity", "text/csv,identity", "text/csv,gzip"})
  void theyStreamThrough(String form, String encoding) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/frauds"))
            .header("Accept", form)
            .header("Accept-Encoding", encoding)
            .build();
    HttpResponse<InputStream> answer = CLIENT.send(request, BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(plain(answer.body(), encoding), StandardCharsets.UTF_8))) {
      assertThat(lines.lines().count()).isEqualTo(SUSPECTS + (form.equals("text/csv") ? 1 : 0));
    }
  }

  private static InputStream plain(InputStream body, String encoding) throws IOException {
    return encoding.equals("gzip") ? new GZIPInputStream(body) : body;
  }
}
