package io.saleslens.sandbox;

import java.net.URI;
import java.util.EnumSet;

/** An Elasticsearch of several nodes, of which all but the first can be killed. */
public final class TestCluster implements AutoCloseable {
  private final Sandbox sandbox;

  private TestCluster(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  /**
   * Starts it and returns when all nodes have joined.
   *
   * @throws SandboxException when one does not
   */
  public static TestCluster start(int nodes) {
    return new TestCluster(
        Sandbox.start(
            SandboxOptions.defaults().withElasticsearchNodes(nodes).withElasticsearchHeap("384m"),
            EnumSet.of(Sandbox.Part.ELASTICSEARCH, Sandbox.Part.QUICK_START)));
  }

  /** The URL of the first node's REST interface. */
  public URI url() {
    return sandbox.elasticsearchUrl();
  }

  /** Kills the last node ({@code kill -9}) and waits for its end. */
  public void killLastNode() throws InterruptedException {
    sandbox.elasticsearchNodes().get(sandbox.elasticsearchNodes().size() - 1).kill();
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
