package io.saleslens.bench.indexing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
 * Stands between Saleslens and Elasticsearch for one run and shows what is sent. So the ceiling is
 * measured with what really goes over the wire, however that comes about.
 */
final class RecordingProxy implements AutoCloseable {
  private static final int THREADS = 8;
  private static final Set<String> NOT_SENT_BACK =
      Set.of("connection", "content-length", "transfer-encoding");

  private final Http server;
  private final Listener listener;
  private final HttpServer proxy;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  /** Is told each request, by several threads. */
  @FunctionalInterface
  interface Listener {
    /**
     * @param path with parameters
     * @param headers by lower-case name
     * @param body not compressed
     */
    void request(String method, String path, Map<String, String> headers, byte[] body)
        throws IOException;
  }

  /**
   * @param server where requests go
   */
  RecordingProxy(Http server, Listener listener) throws IOException {
    this.server = server;
    this.listener = listener;
    this.proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.setExecutor(threads);
    proxy.createContext("/", this::handle);
    proxy.start();
  }

  /** What to take for Elasticsearch. */
  URI url() {
    return URI.create("http://127.0.0.1:" + proxy.getAddress().getPort());
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
      listener.request(method, path, headers, body);
      answer(exchange, server.send(method, path, headers, BodyPublishers.ofByteArray(body)));
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
