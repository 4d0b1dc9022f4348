package io.saleslens.sandbox;

import java.net.URI;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.elasticsearch.ElasticsearchContainer;
import org.testcontainers.utility.DockerImageName;

/** An Elasticsearch of any version in a container; the only class that needs Testcontainers. */
final class DockerElasticsearch implements AutoCloseable {
  private final ElasticsearchContainer container;

  private DockerElasticsearch(ElasticsearchContainer container) {
    this.container = container;
  }

  @SuppressWarnings("resource") // closed by our close()
  static DockerElasticsearch start(String version) {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      throw new IllegalStateException(
          "%s=docker:%s needs Docker, and no Docker engine answers here"
              .formatted(ElasticsearchUnderTest.PROPERTY, version));
    }
    ElasticsearchContainer container =
        new ElasticsearchContainer(DockerImageName.parse("elasticsearch").withTag(version))
            .withEnv("xpack.security.enabled", "false")
            .withEnv("action.auto_create_index", "false")
            .withEnv("cluster.routing.allocation.disk.threshold_enabled", "false")
            .withEnv("ES_JAVA_OPTS", "-Xms512m -Xmx512m");
    container.start();
    return new DockerElasticsearch(container);
  }

  URI url() {
    return URI.create("http://" + container.getHttpHostAddress());
  }

  @Override
  public void close() {
    container.stop();
  }
}
