package io.saleslens.api;

import io.javalin.http.Context;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/**
 * Where a request comes from: the other end of the connection. What headers such as X-Forwarded-For
 * say is the caller's own claim.
 */
final class ClientAddress {
  private static final int IPV6_BYTES = 16;
  private static final int IPV6_NETWORK_BYTES = 8;

  private ClientAddress() {}

  /** The same for all addresses that one caller is usually given: of IPv6 that is a /64. */
  static String of(Context ctx) {
    return of(
        ServletContextRequest.getServletContextRequest(ctx.req())
            .getConnectionMetaData()
            .getRemoteSocketAddress());
  }

  /** Likewise. */
  static String of(SocketAddress remote) {
    if (!(remote instanceof InetSocketAddress internet) || internet.isUnresolved()) {
      return "unknown";
    }
    return ofBytes(internet.getAddress().getAddress());
  }

  static String ofBytes(byte[] address) {
    int length = address.length == IPV6_BYTES ? IPV6_NETWORK_BYTES : address.length;
    return HexFormat.of().formatHex(Arrays.copyOf(address, length));
  }
}
