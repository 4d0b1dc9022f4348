package io.saleslens.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Loopback ports for the servers. */
final class Ports {
  private Ports() {}

  /** The requested port when nothing listens on it, or a free one when 0 is requested. */
  static int choose(String server, int requested) {
    try (ServerSocket socket =
        new ServerSocket(requested, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new SandboxException(
          "Port " + requested + " for " + server + " cannot be used: " + e.getMessage(), e);
    }
  }
}
