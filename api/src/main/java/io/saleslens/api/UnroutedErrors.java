package io.saleslens.api;

import io.saleslens.indexer.elastic.Json;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers for requests that are so malformed that they never reach a route, such as a URL that
 * cannot be decoded: problem documents as everywhere, in place of the server's HTML pages.
 */
final class UnroutedErrors extends ErrorHandler {
  private static final Logger LOG = LoggerFactory.getLogger(UnroutedErrors.class);
  private static final String RETRY_SECONDS = "5";

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      String message,
      Throwable cause,
      Callback callback) {
    String title = HttpStatus.getMessage(status);
    boolean ours = status == HttpStatus.INTERNAL_SERVER_ERROR_500;
    String code = ours ? "internal" : title.toLowerCase(Locale.ROOT).replace(' ', '_');
    String detail =
        switch (status) {
          case HttpStatus.INTERNAL_SERVER_ERROR_500 -> "This is an error of the server.";
          case HttpStatus.SERVICE_UNAVAILABLE_503 -> "The server is stopping.";
          default -> "The request cannot be read: " + message + ".";
        };
    LOG.debug("A request that cannot be read: {}", status);
    write(request, response, status, code, detail, callback);
  }

  /** Answers that there is no time, without waiting for anything. */
  static void busy(Request request, Response response, Callback callback) {
    response.setStatus(HttpStatus.SERVICE_UNAVAILABLE_503);
    response.getHeaders().put("Retry-After", RETRY_SECONDS);
    write(
        request,
        response,
        HttpStatus.SERVICE_UNAVAILABLE_503,
        ApiException.BUSY,
        ApiException.busy().getMessage(),
        callback);
  }

  private static void write(
      Request request,
      Response response,
      int status,
      String code,
      String detail,
      Callback callback) {
    String id = RequestLog.idFor(request.getHeaders().get(RequestLog.HEADER));
    Problem problem =
        new Problem(status, HttpStatus.getMessage(status), code, detail, id, Map.of());
    SecurityHeaders.put(response.getHeaders());
    response.getHeaders().put(RequestLog.HEADER, id);
    response.getHeaders().put("Content-Type", Problem.CONTENT_TYPE);
    response.write(true, ByteBuffer.wrap(Json.bytes(problem)), callback);
  }
}
