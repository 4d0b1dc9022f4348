package io.saleslens.app.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that ask for something large and take a byte of it now and then; whoever is cut off comes
 * again.
 */
final class DribblingReaders implements AutoCloseable {
  private static final int BETWEEN_BYTES_MILLIS = 300;

  private final int port;
  private final List<String> paths;
  private final Socket[] sockets;
  private final AtomicInteger asked = new AtomicInteger();
  private final Repeated clock;

  /**
   * @param paths what they ask for, in turn
   */
  DribblingReaders(int port, int count, List<String> paths) {
    this.port = port;
    this.paths = paths;
    this.sockets = new Socket[count];
    this.clock = new Repeated(Duration.ofMillis(BETWEEN_BYTES_MILLIS), this::takeAByteEach);
  }

  private void takeAByteEach() {
    for (int reader = 0; reader < sockets.length; reader++) {
      try {
        if (sockets[reader] == null) {
          sockets[reader] = ask(paths.get(reader % paths.size()));
        } else if (sockets[reader].getInputStream().available() > 0
            && sockets[reader].getInputStream().read() < 0) {
          leave(reader);
        }
      } catch (IOException e) {
        leave(reader);
      }
    }
  }

  private Socket ask(String path) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(1_024);
    socket.setSoTimeout(BETWEEN_BYTES_MILLIS);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
    String request = "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n".formatted(path, port);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    asked.incrementAndGet();
    return socket;
  }

  private void leave(int reader) {
    try {
      if (sockets[reader] != null) {
        sockets[reader].close();
      }
    } catch (IOException e) {
      // it is gone all the same
    }
    sockets[reader] = null;
  }

  /** How many requests they sent. */
  int asked() {
    return asked.get();
  }

  @Override
  public void close() {
    clock.close();
    for (int reader = 0; reader < sockets.length; reader++) {
      leave(reader);
    }
  }
}
