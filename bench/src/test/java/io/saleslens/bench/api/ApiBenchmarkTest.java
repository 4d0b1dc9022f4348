package io.saleslens.bench.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.bench.measure.ResultTable;
import io.saleslens.bench.setup.BenchResult;
import io.saleslens.bench.setup.TestContext;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SandboxExtension.class)
class ApiBenchmarkTest {
  /** It fails by itself where an answer is none, or a list has not all its items. */
  @Test
  void everyListIsAskedByFewAndByManyAndFarIn(TestServers servers) throws Exception {
    try (TestContext test = TestContext.of(servers, 3_000)) {
      BenchResult result = new ApiBenchmark(Duration.ofMillis(20)).run(test.context());
      assertThat(result.tables()).extracting(ResultTable::title).contains("Lists", "Pages of 100");
      assertThat(result.measured())
          .hasSize(18)
          .allSatisfy(measured -> assertThat(measured.perSecond().median()).isPositive());
    }
  }
}
