package io.saleslens.api;

import io.javalin.config.JavalinConfig;
import java.time.Duration;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * What is taken from the network at most, before any route is asked.
 *
 * @param connections how many at a time; more wait to be accepted
 * @param idle how long a connection may say nothing
 */
record Network(int connections, Duration idle) {
  static final Network USUAL = new Network(512, Duration.ofSeconds(30));

  /** The request line and all headers together, in bytes. */
  static final int MOST_HEADER_BYTES = 8 * 1024;

  static final int MOST_BODY_BYTES = 1024 * 1024;

  /** Each can hold a page of a list in memory, and has Elasticsearch to wait for. */
  private static final int MOST_THREADS = 64;

  /** For requests in flight when the server is told to stop. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** When no more connections are accepted, those that say nothing give up their place sooner. */
  private static final Duration IDLE_WHEN_FULL = Duration.ofSeconds(2);

  void register(JavalinConfig config) {
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS);
    threads.setName("api");
    config.jetty.threadPool = threads;
    config.jetty.addConnector((server, http) -> connector(config, server, http));
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setRequestHeaderSize(MOST_HEADER_BYTES);
          // else a token in other case passes on a connection that brought the right one before
          http.setHeaderCacheCaseSensitive(true);
        });
    config.jetty.modifyServer(
        server -> {
          server.insertHandler(new BodyLimit());
          server.insertHandler(new GracefulHandler());
          server.insertHandler(new SecurityHeaders());
          server.setStopTimeout(GRACE.toMillis());
          server.setErrorHandler(new UnroutedErrors());
        });
    config.jetty.modifyServletContextHandler(
        context -> context.setErrorHandler(new UnroutedErrors()));
  }

  /**
   * For all but the files of imports, which are written to a disk and have a limit of their own.
   */
  private static final class BodyLimit extends SizeLimitHandler {
    BodyLimit() {
      super(MOST_BODY_BYTES, -1);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      boolean isFile = Request.getPathInContext(request).equals(ImportsResource.ALL);
      return isFile
          ? getHandler().handle(request, response, callback)
          : super.handle(request, response, callback);
    }
  }

  private ServerConnector connector(JavalinConfig config, Server server, HttpConfiguration http) {
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(config.jetty.host);
    connector.setPort(config.jetty.port);
    connector.setIdleTimeout(idle.toMillis());
    NetworkConnectionLimit limit = new NetworkConnectionLimit(connections, connector);
    limit.setEndPointIdleTimeout(Math.min(idle.toMillis(), IDLE_WHEN_FULL.toMillis()));
    server.addBean(limit);
    return connector;
  }
}
