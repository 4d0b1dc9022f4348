package io.saleslens.api;

import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Headers that every answer has: it is data, not to be kept, embedded, run or guessed at by a
 * browser.
 *
 * <p>Strict-Transport-Security is not among them: this server speaks no TLS, and over plain HTTP
 * browsers pass it over. The proxy that adds TLS adds it.
 */
final class SecurityHeaders extends Handler.Wrapper {
  private static final Map<String, String> HEADERS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "Cache-Control", "no-store",
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
          "Referrer-Policy", "no-referrer",
          "X-Frame-Options", "DENY",
          "Cross-Origin-Resource-Policy", "same-origin");

  static void put(HttpFields.Mutable headers) {
    HEADERS.forEach(headers::put);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    put(response.getHeaders());
    return super.handle(request, response, callback);
  }
}
