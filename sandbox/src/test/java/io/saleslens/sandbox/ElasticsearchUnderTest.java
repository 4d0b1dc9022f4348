package io.saleslens.sandbox;

import java.net.URI;
import java.util.EnumSet;
import java.util.Set;

/** The Elasticsearch that the tests of this JVM use. */
final class ElasticsearchUnderTest implements AutoCloseable {
  static final String PROPERTY = "saleslens.test.elasticsearch";

  private static final String DOCKER = "docker:";
  private static final Http.Access OPEN = Http.Access.OPEN;
  private static final Set<Sandbox.Part> QUICK =
      EnumSet.of(Sandbox.Part.ELASTICSEARCH, Sandbox.Part.QUICK_START);

  private final URI url;
  private final Http.Access access;
  private final Runnable end;

  private ElasticsearchUnderTest(URI url, Http.Access access, Runnable end) {
    this.url = url;
    this.access = access;
    this.end = end;
  }

  /** The server that the property names, or that of the build, or a sandbox. */
  static ElasticsearchUnderTest start() {
    String wanted = System.getProperty(PROPERTY, "");
    if (wanted.startsWith(DOCKER)) {
      return inDocker(wanted.substring(DOCKER.length()));
    }
    if (wanted.startsWith("http://") || wanted.startsWith("https://")) {
      return new ElasticsearchUnderTest(URI.create(wanted), OPEN, () -> {});
    }
    if (!wanted.isEmpty()) {
      throw new IllegalArgumentException(
          PROPERTY + " is '" + wanted + "'; a URL or docker:<version> is expected");
    }
    return BuildServers.reach(Sandbox.Part.ELASTICSEARCH)
        .map(it -> new ElasticsearchUnderTest(URI.create(it.getProperty("url")), OPEN, () -> {}))
        .orElseGet(() -> of(Sandbox.start(SandboxOptions.defaults(), QUICK)));
  }

  /** A sandbox' server, which is closed with this. */
  static ElasticsearchUnderTest of(Sandbox sandbox) {
    return new ElasticsearchUnderTest(
        sandbox.elasticsearchUrl(), sandbox.elasticsearchServer().access(), sandbox::close);
  }

  private static ElasticsearchUnderTest inDocker(String version) {
    try {
      DockerElasticsearch container = DockerElasticsearch.start(version);
      return new ElasticsearchUnderTest(container.url(), OPEN, container::close);
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException(
          "%s=docker:%s needs org.testcontainers:testcontainers-elasticsearch in test scope"
              .formatted(PROPERTY, version),
          e);
    }
  }

  TestPrefix newPrefix() {
    return new TestPrefix(new TestElasticsearch(url, TestNames.next() + "_"), access);
  }

  @Override
  public void close() {
    end.run();
  }
}
