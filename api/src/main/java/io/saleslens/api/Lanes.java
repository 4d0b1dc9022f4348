package io.saleslens.api;

import io.saleslens.indexer.thread.OutOfMemory;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Shares out the requests to threads by what they may have to wait for. The server's own threads
 * only read heads and pass on bytes: none of them ever waits. Whatever hangs (Elasticsearch, those
 * who take an export or send a file), health and metrics are answered by threads that nothing else
 * uses, and what waits for too long is told so.
 */
final class Lanes extends Handler.Wrapper {
  private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
  private static final String ACCEPT = "Accept";
  private static final Set<String> SIGNS = Set.of("/health/ready", "/metrics");

  /** Nothing waits there: not even for a server that is asked whether it is well. */
  private final Lane live = new Lane("live", 4, 1_000, Duration.ofSeconds(1));

  /** Each waits for servers, less than a second. */
  private final Lane signs = new Lane("signs", 16, 1_000, Duration.ofSeconds(1));

  private final Lane files = new Lane("files", 8, 500, Duration.ofSeconds(5));

  /** Each can hold a page of a list in memory, and has Elasticsearch to wait for. */
  private final Lane questions = new Lane("questions", 48, 256, Duration.ofSeconds(5));

  /** Each has its client to wait for, too. */
  private final Lane exports = new Lane("exports", 32, 256, Duration.ofSeconds(10));

  /** Each has its client to wait for, until its body is there. */
  private final Lane orders = new Lane("orders", 32, 64, Duration.ofSeconds(5));

  private final Lane uploads = new Lane("uploads", 16, 16, Duration.ofSeconds(10));
  private final RequestListener listener;

  /**
   * @param listener is told of what nobody had time for
   */
  Lanes(RequestListener listener) {
    this.listener = listener;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    long begun = System.nanoTime();
    laneOf(request)
        .run(
            () -> work(request, response, callback),
            () -> refuse(request, response, callback, begun),
            request.getComponents().getScheduler());
    return true;
  }

  private Lane laneOf(Request request) {
    String path = Request.getPathInContext(request);
    if (path.equals(Health.LIVE)) {
      return live;
    }
    if (SIGNS.contains(path)) {
      return signs;
    }
    if (PageResource.serves(path) || DocsResource.serves(path)) {
      return files;
    }
    if (HttpMethod.POST.is(request.getMethod())) {
      return path.equals(ImportsResource.ALL) ? uploads : orders;
    }
    return isWholeList(request, path) ? exports : questions;
  }

  /** As far as can be told without looking closely. */
  private static boolean isWholeList(Request request, String path) {
    return OldRoutes.PATHS.contains(path)
        || request.getHeaders().getValuesList(ACCEPT).stream()
            .anyMatch(it -> it.contains("csv") || it.contains("ndjson"));
  }

  private void work(Request request, Response response, Callback callback) {
    try {
      if (!getHandler().handle(request, response, callback)) {
        Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
      }
    } catch (Throwable e) { // as the server does with its own threads: the thread goes on
      OutOfMemory.endIf(e);
      Response.writeError(request, response, callback, e);
    } finally {
      MDC.clear();
    }
  }

  private void refuse(Request request, Response response, Callback callback, long begun) {
    Duration waited = Duration.ofNanos(System.nanoTime() - begun);
    LOG.warn("A request is refused, as too many wait: for {} ms", waited.toMillis());
    listener.answered(
        request.getMethod(), RequestListener.NO_ROUTE, HttpStatus.SERVICE_UNAVAILABLE_503, waited);
    UnroutedErrors.busy(request, response, callback);
  }

  @Override
  protected void doStop() throws Exception {
    Stream.of(live, signs, files, questions, exports, orders, uploads).forEach(Lane::stop);
    super.doStop();
  }
}
