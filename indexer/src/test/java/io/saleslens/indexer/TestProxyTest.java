package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saleslens.indexer.testing.TestProxy;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The proxy before a server that sends back each number it gets. */
class TestProxyTest {
  private ServerSocket server;
  private TestProxy proxy;

  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    Thread accepting = new Thread(this::acceptAll);
    accepting.setDaemon(true);
    accepting.start();
    proxy = TestProxy.before("http://127.0.0.1:" + server.getLocalPort());
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    server.close();
  }

  private void acceptAll() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread echo = new Thread(() -> echo(socket));
        echo.setDaemon(true);
        echo.start();
      } catch (IOException e) {
        // closed
      }
    }
  }

  private static void echo(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      for (int number = in.readInt(); ; number = in.readInt()) {
        out.writeInt(number);
      }
    } catch (IOException e) {
      // the client or the proxy hung up
    }
  }

  /** A client that asks for numbers one by one. */
  private static final class Client implements AutoCloseable {
    private final Socket socket;

    Client(TestProxy proxy) throws IOException {
      URI url = URI.create(proxy.through("http://somewhere:1/path"));
      socket = new Socket(url.getHost(), url.getPort());
      socket.setSoTimeout(10_000);
    }

    int ask(int number) throws IOException {
      new DataOutputStream(socket.getOutputStream()).writeInt(number);
      return answer();
    }

    int answer() throws IOException {
      return new DataInputStream(socket.getInputStream()).readInt();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private void assertThatItPasses() throws IOException {
    try (Client client = new Client(proxy)) {
      assertThat(client.ask(7)).isEqualTo(7);
    }
  }

  @Test
  void passesEverythingThroughAtFirst() throws Exception {
    assertThatItPasses();
    assertThat(proxy.faults()).isZero();
  }

  @Test
  void putsItselfIntoUrlsOfBothServers() {
    assertThat(proxy.through("jdbc:mysql://db.example:3306/shop?x=1"))
        .matches("jdbc:mysql://127\\.0\\.0\\.1:\\d+/shop\\?x=1");
    assertThat(proxy.through("https://es.example:9200")).matches("https://127\\.0\\.0\\.1:\\d+");
  }

  @Test
  void cutsWhatIsOpenOnce() throws Exception {
    try (Client client = new Client(proxy)) {
      client.ask(1);
      proxy.cut();
      assertThatThrownBy(() -> client.ask(2)).isInstanceOf(IOException.class);
    }
    assertThat(proxy.faults()).isEqualTo(1);
    assertThatItPasses();
  }

  @Test
  void cutsAfterTheBytesAnswered() throws Exception {
    proxy.cutAfterAnswered(10);
    try (Client client = new Client(proxy)) {
      assertThat(client.ask(1)).isEqualTo(1);
      assertThat(client.ask(2)).isEqualTo(2);
      assertThatThrownBy(() -> client.ask(3)).isInstanceOf(IOException.class);
    }
    assertThatItPasses();
  }

  @Test
  void cutsAfterTheBytesAsked() throws Exception {
    proxy.cutAfterAsked(6);
    try (Client client = new Client(proxy)) {
      assertThat(client.ask(1)).isEqualTo(1);
      assertThatThrownBy(() -> client.ask(2)).isInstanceOf(IOException.class);
    }
    assertThatItPasses();
  }

  @Test
  void refusesUntilHealed() throws Exception {
    proxy.refuse();
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(this::assertThatItPasses).isInstanceOf(IOException.class);
    }
    assertThat(proxy.accepted()).isEqualTo(3);
    proxy.heal();
    assertThatItPasses();
  }

  @Test
  void whatItHeldBackWhileSilentComesOnceItIsHealed() throws Exception {
    try (Client client = new Client(proxy)) {
      client.ask(1);
      proxy.fallSilent();
      client.socket.setSoTimeout(100);
      assertThatThrownBy(() -> client.ask(2)).isInstanceOf(SocketTimeoutException.class);
      client.socket.setSoTimeout(10_000);
      proxy.heal();
      assertThat(client.answer()).isEqualTo(2);
    }
  }

  @Test
  void delaysBothWays() throws Exception {
    proxy.delay(Duration.ofMillis(50));
    Instant before = Instant.now();
    assertThatItPasses();
    assertThat(Duration.between(before, Instant.now()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(100));
  }

  @Test
  void closingItEndsWhatIsOpenAlsoWhileSilent() throws Exception {
    try (Client client = new Client(proxy)) {
      client.ask(1);
      proxy.fallSilent();
      client.socket.setSoTimeout(50);
      assertThatThrownBy(() -> client.ask(2)).isInstanceOf(IOException.class);
      proxy.close();
      assertThatThrownBy(client::answer).isInstanceOf(IOException.class);
    }
  }
}
