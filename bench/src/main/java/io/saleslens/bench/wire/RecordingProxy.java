package io.saleslens.bench.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.saleslens.indexer.settings.ElasticSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * Stands between Saleslens and Elasticsearch for a run and shows what is sent, and how long the
 * answer took.
 */
public final class RecordingProxy implements AutoCloseable {
  private static final int THREADS = 8;
  private static final Set<String> NOT_SENT_BACK =
      Set.of("connection", "content-length", "transfer-encoding");

  private final Http server;
  private final Listener listener;
  private final HttpServer proxy;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  /**
   * A request that was answered.
   *
   * @param method such as GET
   * @param path with parameters
   * @param headers by lower-case name
   * @param body not compressed
   * @param nanos from the request to the whole answer
   */
  public record Asked(
      String method, String path, Map<String, String> headers, byte[] body, long nanos) {}

  /** Is told what was asked, by several threads. */
  @FunctionalInterface
  public interface Listener {
    /** Takes a request. */
    void asked(Asked asked) throws IOException;
  }

  /**
   * @param server where requests go
   */
  public RecordingProxy(Http server, Listener listener) throws IOException {
    this.server = server;
    this.listener = listener;
    this.proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.setExecutor(threads);
    proxy.createContext("/", this::handle);
    proxy.start();
  }

  /** The same settings, but by way of this. */
  public ElasticSettings through(ElasticSettings settings) {
    return new ElasticSettings(
        URI.create("http://127.0.0.1:" + proxy.getAddress().getPort()),
        settings.apiKey(),
        settings.user(),
        settings.password(),
        settings.ca(),
        settings.connectTimeout(),
        settings.requestTimeout(),
        settings.compression(),
        settings.bulkBytes(),
        settings.bulkConnections(),
        settings.salesShards());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      String path = exchange.getRequestURI().toString();
      Map<String, String> headers = new HashMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
      byte[] body = plain(headers, exchange.getRequestBody().readAllBytes());
      long start = System.nanoTime();
      HttpResponse<byte[]> response =
          server.send(method, path, headers, BodyPublishers.ofByteArray(body));
      listener.asked(new Asked(method, path, headers, body, System.nanoTime() - start));
      answer(exchange, response);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] plain(Map<String, String> headers, byte[] body) throws IOException {
    if (!"gzip".equals(headers.get("content-encoding"))) {
      return body;
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return in.readAllBytes();
    }
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> response)
      throws IOException {
    for (Map.Entry<String, List<String>> header : response.headers().map().entrySet()) {
      if (!NOT_SENT_BACK.contains(header.getKey().toLowerCase(Locale.ROOT))) {
        exchange.getResponseHeaders().put(header.getKey(), header.getValue());
      }
    }
    byte[] body = response.body();
    exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    proxy.stop(0);
    threads.shutdownNow();
  }
}
