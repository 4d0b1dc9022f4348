package io.saleslens.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole lists as CSV and NDJSON. */
@ExtendWith(SandboxExtension.class)
class ExportTest {
  private static final LocalDate FIRST = LocalDate.parse("2023-05-01");
  private static final int STORES = 400;
  private static final int DAYS = 50;
  private static final String DAILY = "/api/v1/aov/daily";

  private static ApiUnderTest api;

  @BeforeAll
  static void write(TestElasticsearch elasticsearch) {
    api = ApiUnderTest.initialised(elasticsearch);
    Map<String, Object> dailies = new HashMap<>();
    for (int i = 0; i < STORES * DAYS; i++) {
      put(dailies, i, i % 97);
    }
    api.write(api.names().daily(), dailies);
    Map<String, Object> odd = Documents.suspect("=1+1", "가게, \"50\"", FIRST);
    odd.put("remark", "two\nlines");
    odd.put("num_approval", "-5");
    odd.put("amount_sale", -95_000);
    Map<String, Object> plain = Documents.suspect("2", "", FIRST);
    api.write(api.names().frauds(), Map.of("=1+1", odd, "2", plain));
  }

  private static void put(Map<String, Object> dailies, int i, long totalSale) {
    String store = "" + i % STORES;
    LocalDate date = FIRST.plusDays(i / STORES);
    dailies.put(store + "|" + date, Documents.daily(store, date, totalSale, 1));
  }

  @AfterAll
  static void close() {
    api.close();
  }

  private static List<JsonNode> ndjson(String path) {
    HttpResponse<String> answer = api.get(path, "Accept", "application/x-ndjson");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).endsWith("}\n");
    return answer.body().lines().map(it -> Json.tree(it.getBytes(StandardCharsets.UTF_8))).toList();
  }

  private static List<CSVRecord> csv(String path) throws IOException {
    HttpResponse<String> answer = api.get(path, "Accept", "text/csv");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().get();
    try (CSVParser parser = CSVParser.parse(answer.body(), format)) {
      return parser.getRecords();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?from=2023-06-15",
        "?from=2023-06-15&sort=total_sale&order=desc",
        "?store_id=7,8"
      })
  void anExportIsWhatThePagesAre(String query) throws IOException {
    List<JsonNode> pages = api.walk(DAILY + query + "&limit=1000");
    assertThat(pages).hasSizeGreaterThanOrEqualTo(2 * DAYS);
    assertThat(ndjson(DAILY + query)).isEqualTo(pages);
    List<Map<String, String>> rows = csv(DAILY + query).stream().map(CSVRecord::toMap).toList();
    assertThat(rows).isEqualTo(pages.stream().map(ExportTest::asRow).toList());
  }

  private static Map<String, String> asRow(JsonNode item) {
    Map<String, String> row = new HashMap<>();
    item.properties().forEach(it -> row.put(it.getKey(), it.getValue().asText()));
    return row;
  }

  @ParameterizedTest
  @ValueSource(strings = {"date", "total_sale"})
  void itIsTheStateOfOneMomentWhateverIsWrittenMeanwhile(String sort) {
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              Random dice = new Random(1);
              while (!done.get()) {
                Map<String, Object> some = new HashMap<>();
                for (int i = 0; i < 500; i++) {
                  put(some, dice.nextInt(STORES * DAYS), dice.nextInt(97));
                }
                api.write(api.names().daily(), some);
              }
            });
    List<JsonNode> items;
    try {
      items = ndjson(DAILY + "?fields=store_id,date,total_sale&sort=" + sort);
    } finally {
      done.set(true);
      writer.join();
    }
    assertThat(items.stream().map(it -> it.path("date") + "|" + it.path("store_id")))
        .hasSize(STORES * DAYS)
        .doesNotHaveDuplicates();
    assertThat(items.stream().map(it -> it.path(sort).asText()).toList())
        .isSortedAccordingTo(
            (a, b) -> sort.equals("date") ? a.compareTo(b) : Long.compare(asLong(a), asLong(b)));
  }

  private static long asLong(String text) {
    return Long.parseLong(text);
  }

  @Test
  void cellsAreQuotedWhereTheyMustBeAndTextIsNeverAFormula() {
    String body =
        api.get(
                "/api/v1/frauds?fields=store_id,id,num_approval,amount_sale,remark,is_canceled",
                "Accept",
                "text/csv")
            .body();
    assertThat(body)
        .isEqualTo(
            """
            store_id,id,num_approval,amount_sale,remark,is_canceled\r
            "가게, ""50\""",'=1+1,'-5,-95000,"two
            lines",false\r
            "",2,,95000,,false\r
            """);
  }

  @Test
  void anExportIsAFileAndSaysHowCurrentItIs() {
    for (String method : List.of("GET", "HEAD")) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(api.uri(DAILY + "?store_id=1"))
              .header("Accept", "text/csv")
              .method(method, BodyPublishers.noBody());
      Map<String, List<String>> headers = api.send(request).headers().map();
      assertThat(headers)
          .containsEntry("Content-Type", List.of("text/csv; charset=utf-8; header=present"))
          .containsEntry("Content-Disposition", List.of("attachment; filename=\"aov-daily.csv\""))
          .containsEntry("Saleslens-Dirty", List.of("false"))
          .containsEntry("Vary", List.of("Accept, Accept-Encoding"))
          .doesNotContainKey("ETag");
    }
    assertThat(api.get("/api/v1/days", "Accept", "text/csv").body())
        .isEqualTo(String.join(",", Fields.of(DayResource.Day.class)) + "\r\n");
    assertThat(api.get("/api/v1/days", "Accept", "application/x-ndjson").body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/*                                       | application/json",
        "text/html,application/xhtml+xml,*/*;q=0.8 | application/json",
        "text/csv, application/json                | application/json",
        "text/csv, application/json;q=0.9          | text/csv",
        "text/*                                    | text/csv",
        "*/*;q=0.1, Application/X-NDJSON ;q=0.2    | application/x-ndjson",
        "application/json;q=0, */*                 | text/csv",
        "application/*;q=0.5, application/json;q=0 | application/x-ndjson",
        "text/csv;header=present                   | text/csv",
        "text/csv;q=many, application/json         | application/json",
        ",                                         | ''",
        "text/csv;q=0                              | ''",
        "application/pdf                           | ''",
      })
  void theFormIsTheOneThatIsPreferred(String accept, String expected) {
    HttpResponse<String> answer = api.get("/api/v1/days", "Accept", accept);
    if (expected.isEmpty()) {
      JsonNode problem = ApiUnderTest.problem(answer, 406);
      assertThat(problem.path("code").asText()).isEqualTo("not_acceptable");
    } else {
      assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith(expected);
    }
    assertThat(answer.headers().firstValue("Vary").orElseThrow()).startsWith("Accept");
  }

  @Test
  void anExportCanBeCompressed() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(api.uri(DAILY))
            .header("Accept", "text/csv")
            .header("Accept-Encoding", "gzip")
            .build();
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    assertThat(answer.headers().firstValue("Content-Encoding")).isEqualTo(Optional.of("gzip"));
    List<String> lines = new ArrayList<>();
    try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      new String(plain.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(lines::add);
    }
    assertThat(lines).hasSize(STORES * DAYS + 1);
  }
}
