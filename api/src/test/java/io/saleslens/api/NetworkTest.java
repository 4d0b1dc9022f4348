package io.saleslens.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.saleslens.sandbox.TestElasticsearch;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients that are slow, many, or have much to say. */
class NetworkTest {
  private static final Network USUAL = Network.of(ApiUnderTest.settings());
  private static final String LIVE =
      "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";

  private static ApiUnderTest api(Network network) {
    TestElasticsearch gone = new TestElasticsearch(URI.create("http://127.0.0.1:1"), "none_");
    return ApiUnderTest.at(gone, ApiUnderTest.settings(), network);
  }

  private static Socket open(ApiUnderTest api) throws IOException {
    Socket socket = new Socket("127.0.0.1", api.server().port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String readAll(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void aConnectionThatSaysNothingIsClosed() throws IOException {
    try (ApiUnderTest api = api(new Network(10, Duration.ofMillis(300)));
        Socket silent = open(api);
        Socket inTheMiddle = open(api)) {
      send(inTheMiddle, "GET /health/live HTTP/1.1\r\nHost: loc");
      assertThat(readAll(silent)).isEmpty();
      assertThat(readAll(inTheMiddle)).doesNotContain("200");
    }
  }

  @Test
  void noMoreConnectionsAreTakenThanAllowedUntilOneIsFree() throws IOException {
    try (ApiUnderTest api = api(new Network(3, Duration.ofSeconds(60)))) {
      List<Socket> busy = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Socket socket = open(api);
        send(socket, LIVE.replace("close", "keep-alive") + "\r\n");
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        busy.add(socket);
      }
      try (Socket waiting = open(api)) {
        send(waiting, LIVE + "\r\n");
        waiting.setSoTimeout(500);
        assertThatThrownBy(() -> waiting.getInputStream().read())
            .isInstanceOf(SocketTimeoutException.class);
        // those that only wait give up their place after two seconds
        waiting.setSoTimeout(10_000);
        assertThat(readAll(waiting)).startsWith("HTTP/1.1 200 ");
      } finally {
        for (Socket socket : busy) {
          socket.close();
        }
      }
    }
  }

  @Test
  void aNewConnectionTakesThePlaceOfOneThatSaysNothingWhereAnAddressHasNoMore() throws IOException {
    Network network = new Network(100, 5, Duration.ofSeconds(60), Duration.ofSeconds(15));
    List<Socket> silent = new ArrayList<>();
    try (ApiUnderTest api = api(network)) {
      for (int i = 0; i < 50; i++) {
        Socket socket = open(api);
        send(socket, "GET /health/live HTTP/1.1\r\nHost: loc");
        silent.add(socket);
        assertThat(api.raw(LIVE + "\r\n")).startsWith("HTTP/1.1 200 ");
      }
      assertThat(readAll(silent.get(0))).isEmpty();
      Socket last = silent.get(silent.size() - 1);
      send(last, "alhost\r\nConnection: close\r\n\r\n");
      assertThat(readAll(last)).startsWith("HTTP/1.1 200 ");
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void whoSaysARequestLetterByLetterIsCutOff() throws IOException {
    try (ApiUnderTest api = api(USUAL);
        Socket socket = open(api)) {
      send(socket, "GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-Long: ");
      socket.setSoTimeout(100);
      await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> isGoneAfter(socket, "a"));
    }
  }

  private static boolean isGoneAfter(Socket socket, String text) {
    try {
      send(socket, text);
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void aBodyThatNobodyAskedForIsNotReadToItsEnd() throws IOException {
    try (ApiUnderTest api = api(USUAL);
        Socket socket = open(api)) {
      send(socket, LIVE + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
      // the body has not ended, and yet there is an answer
      assertThat(readAll(socket)).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void aBodyOfTheLargestSizeIsPassedOverAndAByteMoreIsRefused() throws IOException {
    try (ApiUnderTest api = api(USUAL)) {
      int most = Network.MOST_BODY_BYTES;
      assertThat(api.raw(LIVE + "Content-Length: " + most + "\r\n\r\n"))
          .startsWith("HTTP/1.1 200 ");
      assertThat(api.raw(LIVE + "Content-Length: " + (most + 1) + "\r\n\r\n"))
          .startsWith("HTTP/1.1 413 ");
    }
  }
}
