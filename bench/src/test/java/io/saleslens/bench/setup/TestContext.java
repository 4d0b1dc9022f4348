package io.saleslens.bench.setup;

import io.saleslens.app.pipeline.Settings;
import io.saleslens.sandbox.TestServers;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A benchmark's surroundings on the servers of a test; one run without a warm-up. */
public record TestContext(BenchContext context) implements AutoCloseable {
  /**
   * @param rows how many sales
   */
  public static TestContext of(TestServers servers, long rows) {
    Settings settings =
        Settings.load(
            Optional.empty(),
            Map.of(
                "SALESLENS_MYSQL_URL", servers.mysqlUrl(),
                "SALESLENS_MYSQL_USER", servers.mysqlUser(),
                "SALESLENS_MYSQL_PASSWORD", servers.mysqlPassword(),
                "SALESLENS_ELASTICSEARCH_URL", servers.elasticsearchUrl().toString()));
    return new TestContext(
        new BenchContext(
            BenchServers.given(settings),
            new BenchOptions(OptionalLong.of(rows), 1, 0),
            line -> {}));
  }

  @Override
  public void close() {
    context.servers().close();
  }
}
