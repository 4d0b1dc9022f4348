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
    String id = RequestLog.idFor(request.getHeaders().get(RequestLog.HEADER));
    LOG.debug("A request that cannot be read, {}: {}", id, status);
    Problem problem = new Problem(status, title, code, detail, id, Map.of());
    SecurityHeaders.put(response.getHeaders());
    response.getHeaders().put(RequestLog.HEADER, id);
    response.getHeaders().put("Content-Type", Problem.CONTENT_TYPE);
    response.write(true, ByteBuffer.wrap(Json.bytes(problem)), callback);
  }
}
