package io.saleslens.bench.daily;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.bench.measure.Measured;
import io.saleslens.bench.setup.BenchResult;
import io.saleslens.bench.setup.TestContext;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SandboxExtension.class)
class DailyBenchmarkTest {
  /** It fails by itself where SQL comes to something else than Saleslens. */
  @Test
  void bothShapesAreComputedByAllAndSqlAgrees(TestServers servers) throws Exception {
    try (TestContext test = TestContext.of(servers, 3_000)) {
      BenchResult result = new DailyBenchmark().run(test.context());
      assertThat(result.measured())
          .extracting(Measured::name)
          .startsWith(
              "Saleslens", "transform, daily only, not written", "transform, daily only", "SQL")
          .hasSize(8);
      assertThat(result.tables())
          .hasSize(2)
          .allSatisfy(
              table ->
                  assertThat(table.notes())
                      .first()
                      .asString()
                      .startsWith("Saleslens and SQL agree: ")
                      .doesNotContain(" 0 suspects"));
    }
  }
}
