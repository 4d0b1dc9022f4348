package io.saleslens.app.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that is told; takes everything unless it was said how to answer. */
final class TestReceiver implements AutoCloseable {
  private final HttpServer server;
  private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
  private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();

  /** What came. */
  record Delivery(String path, String eventId, String signature, String body) {}

  TestReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    deliveries.add(
        new Delivery(
            exchange.getRequestURI().getPath(),
            exchange.getRequestHeaders().getFirst("Saleslens-Event-Id"),
            exchange.getRequestHeaders().getFirst("Saleslens-Signature"),
            body));
    Integer answer = answers.poll();
    exchange.getResponseHeaders().set("Location", "/elsewhere");
    exchange.sendResponseHeaders(answer == null ? 204 : answer, -1);
    exchange.close();
  }

  /** How the next ones are answered. */
  void answer(int... statuses) {
    for (int status : statuses) {
      answers.add(status);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  List<Delivery> deliveries() {
    return deliveries;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
