package io.saleslens.sandbox;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Elasticsearch and a real MySQL-compatible server (MariaDB) on loopback ports, as child
 * processes of this JVM. They end with it, also when it is killed; a temporary data folder is
 * removed then as well.
 *
 * <p>The database server's time zone is UTC, but clients should name the zone they mean.
 */
public final class Sandbox implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);

  /** What a sandbox can be made of. */
  enum Part {
    /** A MariaDB. */
    MYSQL,
    /** An Elasticsearch. */
    ELASTICSEARCH,
    /** No server, but a quick start, for tests: Elasticsearch is slow under load then. */
    QUICK_START
  }

  private final DataFolder folder;
  private final Optional<MariaDbServer> mysql;
  private final List<ElasticsearchServer> elasticsearch;
  private final Optional<SandboxSecurity> security;
  private final Thread shutdownHook = new Thread(this::stop, "sandbox-shutdown");
  private boolean stopped;

  private Sandbox(SandboxOptions options, Set<Part> parts, DataFolder folder)
      throws IOException, InterruptedException {
    this.folder = folder;
    Path path = folder.path();
    Optional<ElasticsearchSecurity> secured =
        options.secured() ? Optional.of(ElasticsearchSecurity.of(path)) : Optional.empty();
    this.security = secured.map(ElasticsearchSecurity::forClients);
    if (parts.contains(Part.MYSQL)) {
      int port = Ports.choose("MySQL", options.mysqlPort());
      this.mysql =
          Optional.of(
              new MariaDbServer(path, port, secured.map(ElasticsearchSecurity::certificates)));
    } else {
      this.mysql = Optional.empty();
    }
    this.elasticsearch =
        parts.contains(Part.ELASTICSEARCH)
            ? ElasticsearchServer.nodes(path, options, parts.contains(Part.QUICK_START), secured)
            : List.of();
  }

  /**
   * Starts both servers and returns when both answer.
   *
   * @throws SandboxException when one does not; nothing is left running then
   */
  public static Sandbox start(SandboxOptions options) {
    return start(options, EnumSet.of(Part.MYSQL, Part.ELASTICSEARCH));
  }

  static Sandbox start(SandboxOptions options, Set<Part> parts) {
    requireUnix();
    try {
      return startIn(DataFolder.open(options.dir()), options, parts);
    } catch (IOException e) {
      throw new SandboxException("The sandbox could not be started: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException("Interrupted while the sandbox was starting", e);
    }
  }

  private static void requireUnix() {
    String system = System.getProperty("os.name");
    if (system.startsWith("Windows")) {
      throw new SandboxException("The sandbox needs Linux or macOS; this is " + system);
    }
  }

  private static Sandbox startIn(DataFolder folder, SandboxOptions options, Set<Part> parts)
      throws IOException, InterruptedException {
    try {
      Sandbox sandbox = new Sandbox(options, parts, folder);
      ParallelStart.start(sandbox.servers());
      sandbox.stopWithJvm();
      return sandbox;
    } catch (IOException | InterruptedException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private void stopWithJvm() {
    try {
      Runtime.getRuntime().addShutdownHook(shutdownHook);
    } catch (IllegalStateException e) {
      ParallelStart.stop(servers());
      throw new SandboxException("The JVM ended while the sandbox was starting", e);
    }
  }

  /** The URL of the database of this sandbox, for Connector/J. */
  public String mysqlUrl() {
    return mysqlServer().url();
  }

  /** The name of an account that may do everything but is not root. */
  public String mysqlUser() {
    return MariaDbAccount.USER;
  }

  /** The random password of that account; it stays the same for a kept folder. */
  public String mysqlPassword() {
    return mysqlServer().password();
  }

  /** The process id of the database server. */
  public long mysqlPid() {
    return mysqlServer().pid();
  }

  /** The URL of Elasticsearch's REST interface, without user; of several nodes the first one's. */
  public URI elasticsearchUrl() {
    return elasticsearchServer().url();
  }

  /**
   * The process id of the JVM that does Elasticsearch's (first node's) work, not of its launcher.
   */
  public long elasticsearchPid() {
    return elasticsearchServer().pid();
  }

  /** What clients of a secured sandbox need; absent when security is off. */
  public Optional<SandboxSecurity> security() {
    return security;
  }

  /** Stops both servers and removes a temporary data folder. Further calls do nothing. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException e) {
      LOG.debug("The JVM is ending; its hook stops the sandbox too");
    }
    stop();
  }

  private synchronized void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    ParallelStart.stop(servers());
    try {
      folder.close();
    } catch (IOException e) {
      LOG.warn("The folder {} of the sandbox was not closed", folder.path(), e);
    }
  }

  private List<SandboxServer> servers() {
    return Stream.<SandboxServer>concat(mysql.stream(), elasticsearch.stream()).toList();
  }

  MariaDbServer mysqlServer() {
    return mysql.orElseThrow(() -> new IllegalStateException("started without MySQL"));
  }

  ElasticsearchServer elasticsearchServer() {
    if (elasticsearch.isEmpty()) {
      throw new IllegalStateException("started without Elasticsearch");
    }
    return elasticsearch.get(0);
  }

  List<ElasticsearchServer> elasticsearchNodes() {
    return elasticsearch;
  }
}
