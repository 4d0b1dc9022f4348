package io.saleslens.kibana.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.saleslens.indexer.elastic.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * Behaves as Kibana 8.19's import and export of saved objects is documented, as far as a client
 * sees it: what it refuses and how it says so, what it adds to what it keeps.
 */
public final class FakeKibana implements AutoCloseable {
  private static final Set<String> TYPES =
      Set.of("index-pattern", "search", "dashboard", "lens", "tag");

  /** The references that an import looks after; others may lead nowhere. */
  private static final Set<String> CHECKED_REFERENCES = Set.of("index-pattern", "search");

  private static final Pattern PATH =
      Pattern.compile("(?:/s/(?<space>[^/]+))?/api/saved_objects/(?<call>_import|_export)");
  private static final Pattern FILE_NAME = Pattern.compile("filename=\"[^\"]*?(\\.[a-z]+)?\"");
  private static final int NEWEST_MODEL = 10;

  static {
    // else each answer waits 40 ms for the acknowledgement of its head
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, Map<String, ObjectNode>> spaces = new LinkedHashMap<>();
  private final Queue<Scripted> scripted = new ConcurrentLinkedQueue<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Optional<String> authorization = Optional.empty();
  private volatile boolean readOnly;
  private volatile boolean migrating;

  /**
   * What was asked.
   *
   * @param line method, path and query
   * @param authorization as it came; empty if it did not
   */
  public record Request(String line, String authorization) {}

  private record Scripted(int status, String contentType, String body) {}

  private record Reply(int status, String contentType, String body) {
    static Reply json(int status, JsonNode body) {
      return new Reply(status, "application/json; charset=utf-8", body.toString());
    }
  }

  /** On a free port of loopback, over plain HTTP. */
  public FakeKibana() throws IOException {
    this(HttpServer.create(address(), 0));
  }

  /** Likewise, over TLS. */
  public FakeKibana(SSLContext tls) throws IOException {
    this(secured(tls));
  }

  private FakeKibana(HttpServer server) {
    this.server = server;
    spaces.put("default", new LinkedHashMap<>());
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private static HttpServer secured(SSLContext tls) throws IOException {
    HttpsServer secured = HttpsServer.create(address(), 0);
    secured.setHttpsConfigurator(new HttpsConfigurator(tls));
    return secured;
  }

  private static InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /** Where it is. */
  public String url() {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return scheme + "://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Makes a space. */
  public FakeKibana withSpace(String id) {
    spaces.put(id, new LinkedHashMap<>());
    return this;
  }

  /** Only who says this may do anything. */
  public FakeKibana withAuthorization(String expected) {
    authorization = Optional.of(expected);
    return this;
  }

  /** The account may look but not write. */
  public void setReadOnly() {
    readOnly = true;
  }

  /** Is as a newer version: it rewrites what it takes. */
  public void setMigrating() {
    migrating = true;
  }

  /** How the next request is answered, whatever it asks; several are taken in turn. */
  public void answerNext(int status, String contentType, String body) {
    scripted.add(new Scripted(status, contentType, body));
  }

  /** The next request is answered when all is over. */
  public void stallNext() {
    scripted.add(new Scripted(0, "", ""));
  }

  /** All that was asked. */
  public List<Request> requests() {
    return requests;
  }

  /** How often something was imported. */
  public long imports() {
    return requests.stream().filter(it -> it.line().contains("_import")).count();
  }

  /** What a space holds, by {@code type:id}. */
  public Map<String, ObjectNode> objects(String space) {
    return spaces.get(space);
  }

  /** Somebody opens an object and saves it with another title. */
  public void edit(String space, String key, String title) {
    ObjectNode object = spaces.get(space).get(key);
    ((ObjectNode) object.get("attributes")).put("title", title);
    object.put("updated_at", "2026-11-23T00:00:00.000Z");
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String sent = exchange.getRequestHeaders().getFirst("Authorization");
    requests.add(
        new Request(
            exchange.getRequestMethod() + " " + exchange.getRequestURI(),
            sent == null ? "" : sent));
    Scripted next = scripted.poll();
    if (next != null && next.status() == 0) {
      awaitClose();
    }
    Reply reply =
        next == null
            ? reply(exchange, body)
            : new Reply(next.status(), next.contentType(), next.body());
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", reply.contentType());
    exchange.getResponseHeaders().set("kbn-name", "fake");
    if (reply.status() / 100 == 3) {
      exchange.getResponseHeaders().set("Location", "/login?next=secret-state");
    }
    exchange.sendResponseHeaders(
        Math.max(200, reply.status()), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Reply reply(HttpExchange exchange, byte[] body) {
    boolean post = exchange.getRequestMethod().equals("POST");
    if (post && exchange.getRequestHeaders().getFirst("kbn-xsrf") == null) {
      return error(400, "Request must contain a kbn-xsrf header.");
    }
    String sent = exchange.getRequestHeaders().getFirst("Authorization");
    if (authorization.filter(it -> !it.equals(sent)).isPresent()) {
      return error(401, "[security_exception]: unable to authenticate user");
    }
    String path = exchange.getRequestURI().getPath();
    if (path.startsWith("/api/spaces/space/")) {
      String space = path.substring("/api/spaces/space/".length());
      return spaces.containsKey(space)
          ? Reply.json(200, Json.mapper().createObjectNode().put("id", space).put("name", space))
          : error(404, "Not Found");
    }
    Matcher asked = PATH.matcher(path);
    if (!post || !asked.matches()) {
      return error(404, "Not Found");
    }
    String space = Optional.ofNullable(asked.group("space")).orElse("default");
    // a space that is not there is taken, too
    Map<String, ObjectNode> objects = spaces.computeIfAbsent(space, it -> new LinkedHashMap<>());
    synchronized (this) {
      return asked.group("call").equals("_export")
          ? exported(objects, Json.tree(body))
          : imported(
              objects,
              new String(body, StandardCharsets.UTF_8),
              "overwrite=true".equals(exchange.getRequestURI().getQuery()));
    }
  }

  private Reply exported(Map<String, ObjectNode> objects, JsonNode asked) {
    List<String> lines = new ArrayList<>();
    ObjectNode refused = error("Error fetching objects to export", 400);
    ArrayNode failed = refused.putObject("attributes").putArray("objects");
    for (JsonNode wanted : asked.path("objects")) {
      String key = key(wanted);
      if (objects.containsKey(key)) {
        lines.add(objects.get(key).toString());
      } else {
        failed
            .addObject()
            .put("id", wanted.path("id").asText())
            .put("type", wanted.path("type").asText())
            .putObject("error")
            .put("statusCode", 404)
            .put("error", "Not Found")
            .put("message", "Saved object [" + key.replace(':', '/') + "] not found");
      }
    }
    return failed.isEmpty()
        ? new Reply(200, "application/ndjson", String.join("\n", lines))
        : Reply.json(400, refused);
  }

  private Reply imported(Map<String, ObjectNode> objects, String form, boolean overwrite) {
    Matcher file = FILE_NAME.matcher(form);
    if (!file.find() || !".ndjson".equals(file.group(1))) {
      return error(400, "Invalid file extension " + (file.hitEnd() ? "" : file.group(1)));
    }
    List<ObjectNode> sent = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (String line : form.lines().filter(it -> it.startsWith("{")).toList()) {
      ObjectNode object = object(line);
      if (!keys.add(key(object))) {
        return error(400, "Non-unique import objects detected: [" + key(object) + "]");
      }
      if (modelOf(object) > NEWEST_MODEL) {
        return error(
            422,
            "Document \"%s\" belongs to a more recent version of Kibana [%s] when the last known version is [10.2.0]."
                .formatted(
                    object.path("id").asText(), object.path("typeMigrationVersion").asText()));
      }
      sent.add(object);
    }
    if (readOnly) {
      return error(403, "Unable to bulk_create dashboard,index-pattern");
    }
    ArrayNode taken = Json.mapper().createArrayNode();
    ArrayNode errors = Json.mapper().createArrayNode();
    for (ObjectNode object : sent) {
      take(objects, keys, object, overwrite, taken, errors);
    }
    ObjectNode answer = Json.mapper().createObjectNode();
    answer.put("successCount", taken.size()).put("success", errors.isEmpty());
    answer.putArray("warnings");
    answer.set("successResults", taken);
    if (!errors.isEmpty()) {
      answer.set("errors", errors);
    }
    return Reply.json(200, answer);
  }

  private void take(
      Map<String, ObjectNode> objects,
      Set<String> sent,
      ObjectNode object,
      boolean overwrite,
      ArrayNode taken,
      ArrayNode errors) {
    ArrayNode missing = Json.mapper().createArrayNode();
    for (JsonNode reference : object.path("references")) {
      boolean found = objects.containsKey(key(reference)) || sent.contains(key(reference));
      if (CHECKED_REFERENCES.contains(reference.path("type").asText()) && !found) {
        missing
            .addObject()
            .put("type", reference.path("type").asText())
            .set("id", reference.get("id"));
      }
    }
    if (!TYPES.contains(object.path("type").asText())) {
      failure(errors, object, "unsupported_type");
    } else if (!missing.isEmpty()) {
      failure(errors, object, "missing_references").set("references", missing);
    } else if (objects.containsKey(key(object)) && !overwrite) {
      failure(errors, object, "conflict");
    } else {
      ObjectNode result = taken.addObject();
      result.set("type", object.get("type"));
      result.set("id", object.get("id"));
      result.putObject("meta").set("title", object.path("attributes").path("title"));
      keep(objects, object, result);
    }
  }

  private void keep(Map<String, ObjectNode> objects, ObjectNode object, ObjectNode result) {
    boolean elsewhere =
        spaces.values().stream().anyMatch(it -> it != objects && it.containsKey(key(object)));
    if (elsewhere) {
      object.put("originId", object.path("id").asText());
      object.put("id", UUID.randomUUID().toString());
      result.set("destinationId", object.get("id"));
    }
    if (migrating) {
      ((ObjectNode) object.get("attributes")).put("description", "migrated").put("tabs", "[]");
    }
    object
        .put("created_at", "2026-11-22T00:00:00.000Z")
        .put("updated_at", "2026-11-22T00:00:00.000Z");
    object.put("version", "WzEsMV0=");
    objects.put(key(object), object);
  }

  private static ObjectNode failure(ArrayNode errors, ObjectNode object, String type) {
    ObjectNode failure = errors.addObject();
    failure.set("type", object.get("type"));
    failure.set("id", object.get("id"));
    failure.putObject("meta").set("title", object.path("attributes").path("title"));
    return failure.putObject("error").put("type", type);
  }

  private static int modelOf(ObjectNode object) {
    return Integer.parseInt(
        object.path("typeMigrationVersion").asText("8.0.0").replaceFirst("\\..*", ""));
  }

  private static String key(JsonNode object) {
    return object.path("type").asText() + ":" + object.path("id").asText();
  }

  private static ObjectNode object(String line) {
    try {
      return (ObjectNode) Json.mapper().readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Reply error(int status, String message) {
    return Reply.json(status, error(message, status));
  }

  private static ObjectNode error(String message, int status) {
    return Json.mapper()
        .createObjectNode()
        .put("statusCode", status)
        .put("error", "Error " + status)
        .put("message", message);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
