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
 * @param fromOneAddress how many of them may come from one address
 * @param idle how long a connection may say nothing
 * @param patience in how long a client that is waited for has to take or say something worth while
 */
record Network(int connections, int fromOneAddress, Duration idle, Duration patience) {
  /** Likewise, of all addresses. */
  Network(int connections, Duration idle) {
    this(connections, connections, idle, PATIENCE);
  }

  /** As the settings say. */
  static Network of(ApiSettings settings) {
    return new Network(
        settings.connections(), settings.connectionsFromOneAddress(), IDLE, PATIENCE);
  }

  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** The request line and all headers together, in bytes. */
  static final int MOST_HEADER_BYTES = 8 * 1024;

  static final int MOST_BODY_BYTES = 1024 * 1024;

  /** They never wait, so a few do for any number of requests. */
  private static final int MOST_THREADS = 32;

  /** For requests in flight when the server is told to stop. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** When no more connections are accepted, those that say nothing give up their place sooner. */
  private static final Duration IDLE_WHEN_FULL = Duration.ofSeconds(2);

  /**
   * @param listener is told of requests that nobody had time for
   */
  void register(JavalinConfig config, RequestListener listener) {
    Peers peers = new Peers(fromOneAddress, patience);
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS);
    threads.setName("api");
    config.jetty.threadPool = threads;
    config.jetty.addConnector((server, http) -> connector(config, server, http, peers));
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setRequestHeaderSize(MOST_HEADER_BYTES);
          // else a token in other case passes on a connection that brought the right one before
          http.setHeaderCacheCaseSensitive(true);
        });
    config.jetty.modifyServer(
        server -> {
          server.insertHandler(new Lanes(listener));
          server.insertHandler(new BodyLimit());
          server.insertHandler(new Pace(peers));
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

  private ServerConnector connector(
      JavalinConfig config, Server server, HttpConfiguration http, Peers peers) {
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(config.jetty.host);
    connector.setPort(config.jetty.port);
    connector.setIdleTimeout(idle.toMillis());
    connector.addBean(peers);
    NetworkConnectionLimit limit = new NetworkConnectionLimit(connections, connector);
    limit.setEndPointIdleTimeout(Math.min(idle.toMillis(), IDLE_WHEN_FULL.toMillis()));
    server.addBean(limit);
    return connector;
  }
}
