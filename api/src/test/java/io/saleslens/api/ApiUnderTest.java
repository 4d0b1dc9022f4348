package io.saleslens.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.aov.AovIndex;
import io.saleslens.fraud.FraudIndex;
import io.saleslens.fraud.RepeatAmountRule;
import io.saleslens.indexer.SalesIndex;
import io.saleslens.indexer.elastic.BulkBody;
import io.saleslens.indexer.elastic.BulkWriter;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Indices;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.sandbox.TestElasticsearch;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The API on a free port over an Elasticsearch, and a client of it. */
final class ApiUnderTest implements AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Elastic elastic;
  private final IndexNames names;
  private final ApiServer server;

  private ApiUnderTest(
      TestSettings settings, ApiSettings api, Network network, HealthCheck... checks) {
    this.elastic = new Elastic(settings.elastic());
    this.names = settings.names();
    this.server =
        new ApiServer(
            api,
            elastic,
            names,
            RepeatAmountRule.USUAL,
            List.of(checks),
            List.of(new MeResource(settings.source().businessZone(), Currency.getInstance("KRW"))),
            RequestListener.NONE,
            network);
    server.start();
  }

  /** On loopback, without limits, with these tokens if any. */
  static ApiSettings settings(ApiToken... tokens) {
    return new ApiSettings("127.0.0.1", 0, List.of(tokens), OptionalInt.empty());
  }

  /** Over whatever is at the address, and as it is. */
  static ApiUnderTest at(TestElasticsearch elasticsearch, HealthCheck... checks) {
    return at(elasticsearch, settings(), checks);
  }

  /** Likewise, with other settings. */
  static ApiUnderTest at(TestElasticsearch elasticsearch, ApiSettings api, HealthCheck... checks) {
    return at(elasticsearch, api, Network.of(api), checks);
  }

  /** Likewise, taking less from the network. */
  static ApiUnderTest at(
      TestElasticsearch elasticsearch, ApiSettings api, Network network, HealthCheck... checks) {
    return new ApiUnderTest(TestSettings.of(elasticsearch), api, network, checks);
  }

  /** With an account of its own. */
  static ApiUnderTest as(TestSettings settings) {
    return new ApiUnderTest(settings, settings(), Network.of(settings()));
  }

  /** With all indices made. */
  static ApiUnderTest initialised(TestElasticsearch elasticsearch, HealthCheck... checks) {
    return initialised(elasticsearch, settings(), checks);
  }

  /** Likewise, with other settings. */
  static ApiUnderTest initialised(
      TestElasticsearch elasticsearch, ApiSettings settings, HealthCheck... checks) {
    ApiUnderTest api = at(elasticsearch, settings, checks);
    api.init();
    return api;
  }

  /** Makes all indices. */
  void init() {
    Indices indices = new Indices(elastic);
    SalesIndex.definitions(names).forEach(indices::init);
    AovIndex.definitions(names).forEach(indices::init);
    FraudIndex.definitions(names).forEach(indices::init);
  }

  IndexNames names() {
    return names;
  }

  /** Makes an index that has none of our fields. */
  void makeForeign(String index) {
    elastic.ask(
        "delete " + index,
        client -> client.indices().delete(d -> d.index(index + "-v1").ignoreUnavailable(true)));
    elastic.ask("make " + index, client -> client.indices().create(c -> c.index(index)));
  }

  /** Writes documents and makes them visible. */
  void write(String index, Map<String, ?> documents) {
    BulkBody body = new BulkBody();
    documents.forEach((id, document) -> body.index(index, id, Json.bytes(document)));
    try (BulkWriter writer = new BulkWriter(elastic)) {
      writer.writeAll(body);
    }
    new Indices(elastic).refresh(index);
  }

  /** Writes sales into the indices of their months and makes them visible. */
  void writeSales(List<Map<String, Object>> sales) {
    Indices indices = new Indices(elastic);
    BulkBody body = new BulkBody();
    for (Map<String, Object> sale : sales) {
      LocalDate day = LocalDate.parse((String) sale.get("business_date"));
      indices.initMonth(SalesIndex.definitions(names).get(0), names, day);
      body.index(names.salesOf(day), (String) sale.get("id"), Json.bytes(sale));
    }
    try (BulkWriter writer = new BulkWriter(elastic)) {
      writer.writeAll(body);
    }
    indices.refresh(names.sales());
  }

  /** As when it was not read for too long. */
  void forget(String snapshot) {
    elastic.ask("close", client -> client.closePointInTime(c -> c.id(snapshot)));
  }

  ApiServer server() {
    return server;
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  /** Sends bytes as they are and gives all that comes back until the server hangs up. */
  String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A good answer. */
  JsonNode json(String path) {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    return tree(answer);
  }

  /** A problem document, which is checked for what all of them have. */
  JsonNode problem(String path, int status) {
    return problem(get(path), status);
  }

  static JsonNode problem(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = tree(answer);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("type").asText()).isEqualTo("about:blank");
    assertThat(problem.path("title").asText()).isNotEmpty();
    assertThat(problem.path("detail").asText()).isNotEmpty();
    assertThat(answer.headers().firstValue("X-Request-Id"))
        .contains(problem.path("request_id").asText());
    return problem;
  }

  static JsonNode tree(HttpResponse<String> answer) {
    return Json.tree(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  /** All items of a list, page by page. */
  List<JsonNode> walk(String list) {
    List<JsonNode> items = new ArrayList<>();
    JsonNode page = json(list);
    page.path("items").forEach(items::add);
    while (!page.path("next").isNull()) {
      assertThat(page.path("items")).isNotEmpty();
      page = json(list + "&after=" + encoded(page.path("next").asText()));
      page.path("items").forEach(items::add);
    }
    return items;
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.close();
    elastic.close();
  }
}
