package io.saleslens.app.faults;

import co.elastic.clients.elasticsearch.indices.IndexSettingBlocks;
import io.saleslens.app.ChildCli;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.testing.TestProxy;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.sandbox.RestartableServers;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Where a fault happens: the servers, the lines to them, and the command that runs.
 *
 * @param toMysql the command's line to MySQL
 * @param toElasticsearch the command's line to Elasticsearch
 * @param settings lead past the lines
 * @param random decides where in a stream it is cut
 */
record Scene(
    RestartableServers servers,
    TestProxy toMysql,
    TestProxy toElasticsearch,
    ChildCli command,
    TestSettings settings,
    Random random) {
  private static final int MOST_BYTES = 8_000;

  /** How many bytes a connection passes before it is cut. */
  int bytes() {
    return 1 + random.nextInt(MOST_BYTES);
  }

  /** Connections that were cut or refused so far. */
  int cuts() {
    return toMysql.faults() + toElasticsearch.faults();
  }

  /** Says for all our indices which writes are blocked. */
  void block(UnaryOperator<IndexSettingBlocks.Builder> blocks) {
    try (Elastic elastic = new Elastic(settings.elastic())) {
      elastic.ask(
          "blocking indices",
          client ->
              client
                  .indices()
                  .putSettings(
                      p ->
                          p.index(settings.names().prefix() + "*")
                              .settings(s -> s.blocks(b -> blocks.apply(b)))));
    }
  }
}
