package io.saleslens.indexer.elastic;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.saleslens.indexer.testing.SelfSigned;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** Speaks HTTPS on loopback with a certificate for other.example, which it signed itself. */
final class ServerOfAnotherName implements AutoCloseable {
  private final HttpsServer server;
  private final Path certificate;

  ServerOfAnotherName(Path folder) throws Exception {
    SelfSigned other = SelfSigned.in(folder, "CN=other.example", "dns:other.example");
    this.certificate = other.certificate();
    this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(other.context()));
    server.start();
  }

  String url() {
    return "https://127.0.0.1:" + server.getAddress().getPort();
  }

  Path certificate() {
    return certificate;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
