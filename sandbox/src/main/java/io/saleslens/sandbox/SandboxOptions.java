package io.saleslens.sandbox;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a sandbox is started with.
 *
 * @param dir folder for all data, kept when the sandbox ends; when absent, a temporary folder that
 *     is removed at the end
 * @param mysqlPort loopback port of the MySQL-compatible server; 0 takes a free one
 * @param elasticsearchPort loopback port of Elasticsearch's REST interface; 0 takes a free one
 * @param elasticsearchHeap heap of Elasticsearch as the JVM writes it, for example {@code 512m}
 * @param elasticsearchNodes number of nodes of Elasticsearch, which make one cluster; the port is
 *     the first one's, the heap that of each
 * @param elasticsearchVersion version of Elasticsearch, such as {@code 9.5.0}; when absent, the one
 *     that the sandbox was built with
 * @param secured whether the servers speak TLS only and Elasticsearch asks for an account
 */
public record SandboxOptions(
    Optional<Path> dir,
    int mysqlPort,
    int elasticsearchPort,
    String elasticsearchHeap,
    int elasticsearchNodes,
    Optional<String> elasticsearchVersion,
    boolean secured) {

  /** The heap of Elasticsearch unless another is asked for. */
  public static final String DEFAULT_ELASTICSEARCH_HEAP = "512m";

  /** More would only compete for the machine. */
  private static final int MOST_NODES = 5;

  private static final Pattern HEAP = Pattern.compile("[1-9][0-9]*[kKmMgG]");

  /** Refuses what no server could be started with. */
  public SandboxOptions {
    Objects.requireNonNull(dir, "dir");
    Objects.requireNonNull(elasticsearchHeap, "elasticsearchHeap");
    requirePort("mysqlPort", mysqlPort);
    requirePort("elasticsearchPort", elasticsearchPort);
    if (mysqlPort != 0 && mysqlPort == elasticsearchPort) {
      throw new IllegalArgumentException(
          "mysqlPort and elasticsearchPort are both " + mysqlPort + "; they must differ");
    }
    if (!HEAP.matcher(elasticsearchHeap).matches()) {
      throw new IllegalArgumentException(
          "elasticsearchHeap is '"
              + elasticsearchHeap
              + "'; a number followed by k, m or g is expected, for example 512m");
    }
    if (elasticsearchNodes < 1 || elasticsearchNodes > MOST_NODES) {
      throw new IllegalArgumentException(
          "elasticsearchNodes is " + elasticsearchNodes + "; 1 to " + MOST_NODES + " is expected");
    }
    if (elasticsearchVersion.filter(it -> !ElasticsearchZip.isVersion(it)).isPresent()) {
      throw new IllegalArgumentException(
          "elasticsearchVersion is '"
              + elasticsearchVersion.get()
              + "'; three numbers are expected, for example 9.5.0");
    }
    if (secured && elasticsearchNodes > 1) {
      throw new IllegalArgumentException(
          "elasticsearchNodes is "
              + elasticsearchNodes
              + "; with security on there is one, as nodes would need certificates for each other");
    }
  }

  /** A temporary sandbox on free ports. */
  public static SandboxOptions defaults() {
    return new SandboxOptions(
        Optional.empty(), 0, 0, DEFAULT_ELASTICSEARCH_HEAP, 1, Optional.empty(), false);
  }

  /** These options with all data in a folder that is kept. */
  public SandboxOptions withDir(Path dir) {
    return new SandboxOptions(
        Optional.of(dir),
        mysqlPort,
        elasticsearchPort,
        elasticsearchHeap,
        elasticsearchNodes,
        elasticsearchVersion,
        secured);
  }

  /** These options with another port for MySQL. */
  public SandboxOptions withMysqlPort(int port) {
    return new SandboxOptions(
        dir,
        port,
        elasticsearchPort,
        elasticsearchHeap,
        elasticsearchNodes,
        elasticsearchVersion,
        secured);
  }

  /** These options with another port for Elasticsearch. */
  public SandboxOptions withElasticsearchPort(int port) {
    return new SandboxOptions(
        dir, mysqlPort, port, elasticsearchHeap, elasticsearchNodes, elasticsearchVersion, secured);
  }

  /** These options with another heap for Elasticsearch. */
  public SandboxOptions withElasticsearchHeap(String heap) {
    return new SandboxOptions(
        dir, mysqlPort, elasticsearchPort, heap, elasticsearchNodes, elasticsearchVersion, secured);
  }

  /** These options with so many nodes of Elasticsearch. */
  public SandboxOptions withElasticsearchNodes(int nodes) {
    return new SandboxOptions(
        dir, mysqlPort, elasticsearchPort, elasticsearchHeap, nodes, elasticsearchVersion, secured);
  }

  /** These options with another version of Elasticsearch; 9 and later need Java 21. */
  public SandboxOptions withElasticsearchVersion(String version) {
    return new SandboxOptions(
        dir,
        mysqlPort,
        elasticsearchPort,
        elasticsearchHeap,
        elasticsearchNodes,
        Optional.of(version),
        secured);
  }

  /** These options with TLS on both servers, and security on in Elasticsearch. */
  public SandboxOptions withSecurity() {
    return new SandboxOptions(
        dir,
        mysqlPort,
        elasticsearchPort,
        elasticsearchHeap,
        elasticsearchNodes,
        elasticsearchVersion,
        true);
  }

  private static void requirePort(String name, int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          name + " is " + port + "; 1 to 65535 is expected, or 0 for a free port");
    }
  }
}
