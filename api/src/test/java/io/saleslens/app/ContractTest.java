package io.saleslens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.saleslens.api.ApiServer;
import io.saleslens.api.Role;
import io.saleslens.api.TestRoutes;
import io.saleslens.api.TestToken;
import io.saleslens.app.metrics.Metrics;
import io.saleslens.app.openapi.OpenApi;
import io.saleslens.app.openapi.Operation;
import io.saleslens.app.openapi.Operation.Parameter;
import io.saleslens.app.openapi.Requests;
import io.saleslens.app.openapi.Requests.Answer;
import io.saleslens.app.openapi.Requests.Call;
import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.Settings;
import io.saleslens.app.pipeline.Trigger;
import io.saleslens.app.schedule.JobSchedule;
import io.saleslens.indexer.Progress;
import io.saleslens.indexer.imports.ImportRequest;
import io.saleslens.indexer.imports.file.FileFormat;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The running server against its OpenAPI document, both ways. */
@ExtendWith(SandboxExtension.class)
class ContractTest {
  private static final int CASES = Integer.getInteger("saleslens.test.cases", 40);
  private static final long SEED = Long.getLong("saleslens.test.seed", 1);
  private static final LocalDate FIRST = LocalDate.parse("2023-05-01");

  private static Metrics metrics;
  private static Pipeline pipeline;
  private static ApiServer server;
  private static JobSchedule schedule;
  private static Requests requests;
  private static OpenApi document;
  private static final Map<Role, TestToken> TOKENS = new EnumMap<>(Role.class);

  @BeforeAll
  static void start(TestServers servers, @TempDir Path imports)
      throws IOException, InterruptedException {
    for (Role role : Role.values()) {
      TOKENS.put(role, TestToken.of(role.toString(), role));
    }
    TestSettings settings =
        ExampleSales.settings(servers, TOKENS.values().toArray(TestToken[]::new))
            .with("api.port", "0")
            .with("imports.mysql.url", servers.mysqlUrl())
            .with("imports.mysql.user", servers.mysqlUser())
            .with("imports.mysql.password", servers.mysqlPassword())
            .with("imports.dir", imports.toString());
    TestTable.create(settings).insert(ExampleSales.all());
    metrics = new Metrics();
    pipeline = new Pipeline(settings(settings), Clock.systemUTC(), metrics);
    pipeline.sync(Trigger.COMMAND, Progress.NONE);
    pipeline.refresh(Optional.empty(), Optional.empty(), Trigger.COMMAND, Progress.NONE);
    importASale();
    server = Apis.of(pipeline, metrics);
    server.start();
    // Accepts runs, and never begins them: so one can be cancelled.
    schedule = new JobSchedule(pipeline, Clock.systemUTC());
    requests = new Requests(server.port(), TOKENS.get(Role.OPERATOR).secret());
    document = new OpenApi(requests.get("/openapi.json").json());
  }

  /** So that there is one to be asked for. */
  private static void importASale() throws IOException, InterruptedException {
    String sale = "store_id,amount_sale,sold_at\n50,1000,2023-05-01 12:00:00\n";
    pipeline
        .requiredImports()
        .store(
            new ByteArrayInputStream(sale.getBytes(StandardCharsets.UTF_8)),
            new ImportRequest(
                "shop-51", Optional.empty(), FileFormat.CSV, "sale.csv", false, "a test"));
  }

  private static Settings settings(TestSettings settings) {
    return Settings.load(Optional.empty(), TestEnvironment.of(settings));
  }

  @AfterAll
  static void stop() {
    schedule.close();
    server.close();
    pipeline.close();
    metrics.close();
  }

  static List<Operation> operations() {
    return document.operations();
  }

  @Test
  void routesAndDocumentAreTheSame() {
    Map<String, String> documented = new TreeMap<>();
    operations()
        .forEach(
            it -> {
              documented.put(it.toString(), it.role());
              if (it.method().equals("GET")) {
                documented.put("HEAD " + it.path(), it.role());
              }
            });
    assertThat(documented).isEqualTo(TestRoutes.of(server));
  }

  static Stream<Call> calls() {
    return operations().stream().flatMap(ContractTest::calls);
  }

  /** With what is required alone, and with each other parameter, body and kind of answer. */
  private static Stream<Call> calls(Operation operation) {
    List<Call> calls = new ArrayList<>();
    Map<String, JsonNode> bodies = operation.requestBodies();
    Call least = Call.of(operation, required(operation), bodies.keySet().stream().findFirst());
    calls.add(least);
    for (Parameter parameter : operation.parameters()) {
      if (!parameter.required() && parameter.example().isPresent()) {
        calls.add(least.with(parameter, parameter.example().get()));
      }
    }
    bodies.keySet().stream().skip(1).forEach(type -> calls.add(least.withBody(type)));
    operation.responses().values().stream()
        .flatMap(it -> it.path("content").properties().stream())
        .map(Map.Entry::getKey)
        .distinct()
        .filter(type -> !type.equals("application/problem+json"))
        .forEach(type -> calls.add(least.accepting(type)));
    return calls.stream();
  }

  private static Map<Parameter, JsonNode> required(Operation operation) {
    Map<Parameter, JsonNode> values = new HashMap<>();
    for (Parameter parameter : operation.parameters()) {
      if (parameter.required()) {
        values.put(parameter, parameter.example().orElseGet(() -> found(parameter.name())));
      }
    }
    return values;
  }

  /** A value that only the server can tell. */
  private static JsonNode found(String parameter) {
    return switch (parameter) {
      case "group_id" -> first("/api/v1/frauds", "group_id");
      case "run_id" -> first("/api/v1/jobs/refresh/runs", "run_id");
      case "task_id" -> first("/api/v1/imports?state=stored&source=shop-51", "task_id");
      default -> throw new AssertionError("Parameter " + parameter + " needs an example");
    };
  }

  private static TextNode first(String list, String field) {
    return new TextNode(requests.get(list).json().path("items").path(0).path(field).asText());
  }

  @ParameterizedTest
  @MethodSource("calls")
  void anExampleIsAnsweredAsDocumented(Call call) {
    Answer answer = requests.send(call);
    assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
    assertFits(call, answer);
  }

  private static void assertFits(Call call, Answer answer) {
    Map<String, JsonNode> contents = call.operation().contents(answer.status()).orElse(null);
    assertThat(contents).as("%s answered %s", call, answer.status()).isNotNull();
    if (contents.isEmpty()) {
      assertThat(answer.text()).isEmpty();
      return;
    }
    assertThat(contents).containsKey(answer.contentType());
    JsonNode content = contents.get(answer.contentType());
    if (answer.isJson()) {
      List<String> errors = document.errors(content.path("schema"), answer.json());
      // who names fields gets these alone
      boolean isPartial = call.hasParameter("fields") && answer.status() == 200;
      assertThat(errors.stream().filter(it -> !isPartial || !it.startsWith("required: ")))
          .as(answer.text())
          .isEmpty();
    }
    assertThat(
            answer.headerNames().filter(it -> it.startsWith("saleslens-") || it.equals("location")))
        .isSubsetOf(
            call.operation().headers(answer.status()).stream().map(Requests::lower).toList());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void theExamplesInTheDocumentFitTheirSchemas(Operation operation) {
    operation.parameters().stream()
        .filter(it -> it.example().isPresent())
        .forEach(
            it ->
                assertThat(document.errors(it.schema(), it.example().get()))
                    .as(it.name())
                    .isEmpty());
    Stream.concat(
            Stream.of(operation.node().path("requestBody")),
            operation.responses().values().stream())
        .flatMap(it -> it.path("content").properties().stream())
        .filter(it -> it.getKey().contains("json") && it.getValue().has("example"))
        .forEach(
            it ->
                assertThat(
                        document.errors(
                            it.getValue().path("schema"), it.getValue().path("example")))
                    .as(it.getValue().path("example").toString())
                    .isEmpty());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyJsonAnswerHasAnExample(Operation operation) {
    operation
        .responses()
        .forEach(
            (status, response) -> {
              JsonNode json = response.path("content").path("application/json");
              assertThat(
                      json instanceof MissingNode
                          || json.has("example")
                          || json.path("schema").size() == 1)
                  .as("%s of %s", status, operation)
                  .isTrue();
            });
  }

  @ParameterizedTest
  @MethodSource("operations")
  void whoMayNotIsRefused(Operation operation) {
    Call call =
        Call.of(
            operation,
            required(operation),
            operation.requestBodies().keySet().stream().findFirst());
    if (operation.role().isEmpty()) {
      assertThat(requests.as("").send(call).status()).isEqualTo(200);
      return;
    }
    Role least = Role.named(operation.role()).orElseThrow();
    assertRefused(call, requests.as("").send(call), 401);
    assertRefused(call, requests.as("sl_wrong").send(call), 401);
    TOKENS.forEach(
        (role, token) -> {
          if (role.compareTo(least) < 0) {
            assertRefused(call, requests.as(token.secret()).send(call), 403);
          }
        });
  }

  private static void assertRefused(Call call, Answer answer, int status) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertFits(call, answer);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void whateverIsAskedTheAnswerIsCleanAndNamesWhatIsWrong(Operation operation) {
    Random dice = new Random(SEED);
    // Whatever is posted stays.
    int cases = operation.method().equals("POST") ? Math.min(CASES, 40) : CASES;
    for (int i = 0; i < cases; i++) {
      Call call = Call.random(operation, required(operation), dice);
      Answer answer = requests.send(call);
      String what = "%s, seed %s case %s: %s".formatted(call, SEED, i, answer.text());
      assertThat(answer.status()).as(what).isLessThan(500);
      if (answer.status() < 300) {
        continue;
      }
      assertFits(call, answer);
      if (answer.status() == 400) {
        JsonNode problem = answer.json();
        // a path that cannot be decoded never reaches its route
        boolean isUnreadable = problem.path("code").asText().equals("bad_request");
        assertThat(
                isUnreadable
                    || problem.has("parameter")
                    || problem.has("member")
                    || problem.has("field"))
            .as(what)
            .isTrue();
      }
    }
  }
}
