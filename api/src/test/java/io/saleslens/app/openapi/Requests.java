package io.saleslens.app.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.saleslens.app.openapi.Operation.Parameter;
import io.saleslens.indexer.elastic.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sends what a document describes to a server on this machine. */
public final class Requests {
  private final HttpClient client;
  private final int port;
  private final String token;

  public Requests(int port, String token) {
    this(HttpClient.newHttpClient(), port, token);
  }

  private Requests(HttpClient client, int port, String token) {
    this.client = client;
    this.port = port;
    this.token = token;
  }

  /** The same with another token; none if it is empty. */
  public Requests as(String other) {
    return new Requests(client, port, other);
  }

  /**
   * A request for an operation.
   *
   * @param values by parameter
   * @param contentType of the body, which is the document's example
   * @param accept what is wanted
   */
  public record Call(
      Operation operation,
      Map<Parameter, JsonNode> values,
      Optional<String> contentType,
      Optional<String> accept) {
    private static final List<String> NASTY =
        List.of(
            "",
            " ",
            "0",
            "-1",
            "1",
            "1001",
            "99999999999999999999",
            "1.5",
            "NaN",
            "true",
            "asc",
            "2023-05-01",
            "2023-13-45",
            "9999-12-31",
            "+12345-01-01",
            "null",
            ",",
            "a,,b",
            "*",
            "%",
            "\u0000",
            "\n",
            "\u00e9\ud55c",
            "\ud83d\ude00",
            "'",
            "\"",
            "<script>",
            "{}",
            "[",
            "4111 1111 1111 1111",
            "x".repeat(600),
            "eyJhdCI6WyIxIl19",
            "../..");

    public static Call of(
        Operation operation, Map<Parameter, JsonNode> values, Optional<String> contentType) {
      return new Call(operation, values, contentType, Optional.empty());
    }

    /** The same with one more parameter. */
    public Call with(Parameter parameter, JsonNode value) {
      Map<Parameter, JsonNode> more = new LinkedHashMap<>(values);
      more.put(parameter, value);
      return new Call(operation, more, contentType, accept);
    }

    /** The same with a body of another type. */
    public Call withBody(String type) {
      return new Call(operation, values, Optional.of(type), accept);
    }

    /** The same, wanting another type. */
    public Call accepting(String type) {
      return new Call(operation, values, contentType, Optional.of(type));
    }

    /** Some parameters, each with its example or with what readers trip over. */
    public static Call random(Operation operation, Map<Parameter, JsonNode> required, Random dice) {
      Map<Parameter, JsonNode> values = new LinkedHashMap<>(required);
      for (Parameter parameter : operation.parameters()) {
        if (dice.nextInt(3) == 0) {
          JsonNode nasty = new TextNode(NASTY.get(dice.nextInt(NASTY.size())));
          values.put(parameter, dice.nextBoolean() ? nasty : parameter.example().orElse(nasty));
        }
      }
      return new Call(
          operation,
          values,
          operation.requestBodies().keySet().stream().findFirst(),
          Optional.empty());
    }

    /** Whether a value is given. */
    public boolean hasParameter(String name) {
      return values.keySet().stream().anyMatch(it -> it.name().equals(name));
    }

    String target() {
      String path = operation.path();
      for (Map.Entry<Parameter, JsonNode> value : values.entrySet()) {
        Parameter parameter = value.getKey();
        if (parameter.in().equals("path")) {
          path =
              path.replace("{" + parameter.name() + "}", encoded(parameter.text(value.getValue())));
        }
      }
      String query =
          values.entrySet().stream()
              .filter(it -> it.getKey().in().equals("query"))
              .map(it -> it.getKey().name() + "=" + encoded(it.getKey().text(it.getValue())))
              .collect(Collectors.joining("&"));
      return query.isEmpty() ? path : path + "?" + query;
    }

    private static String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(int port) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target()));
      accept.ifPresent(it -> request.header("Accept", it));
      values.forEach(
          (parameter, value) -> {
            // what no header can hold cannot be sent
            if (parameter.in().equals("header") && value.asText().matches("[ -~]*")) {
              request.header(parameter.name(), value.asText());
            }
          });
      contentType.ifPresent(it -> request.header("Content-Type", it));
      return request.method(
          operation.method(), contentType.map(this::body).orElse(BodyPublishers.noBody()));
    }

    private BodyPublisher body(String type) {
      JsonNode example = operation.requestBodies().get(type).path("example");
      return BodyPublishers.ofString(example.isTextual() ? example.asText() : example.toString());
    }

    @Override
    public String toString() {
      return operation.method()
          + " "
          + target()
          + accept.map(" as "::concat).orElse("")
          + contentType.map(" with "::concat).orElse("");
    }
  }

  /** What came back. */
  public record Answer(HttpResponse<String> response) {
    public int status() {
      return response.statusCode();
    }

    public String text() {
      return response.body();
    }

    /** Without its parameters. */
    public String contentType() {
      return response.headers().firstValue("Content-Type").orElse("").split(";")[0];
    }

    public boolean isJson() {
      return contentType().endsWith("json") && !contentType().endsWith("ndjson");
    }

    public JsonNode json() {
      return Json.tree(text().getBytes(StandardCharsets.UTF_8));
    }

    /** In lower case. */
    public Stream<String> headerNames() {
      return response.headers().map().keySet().stream().map(Requests::lower);
    }
  }

  public static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** Asks for a path as it is. */
  public Answer get(String path) {
    return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)));
  }

  public Answer send(Call call) {
    return send(call.request(port));
  }

  private Answer send(HttpRequest.Builder request) {
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return new Answer(client.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new AssertionError(request.build().uri().toString(), e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
