package io.saleslens.bench.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import io.saleslens.bench.measure.ResultTable;
import io.saleslens.bench.setup.BenchResult;
import io.saleslens.bench.setup.TestContext;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SandboxExtension.class)
class PageBenchmarkTest {
  /** It fails by itself where a view is not drawn, or shows a problem. */
  @Test
  void everyViewIsDrawn(TestServers servers) throws Exception {
    if (System.getenv("CI") == null) {
      assumeThatCode(PageBrowser::require).doesNotThrowAnyException();
    }
    try (TestContext test = TestContext.of(servers, 10_000)) {
      BenchResult result = new PageBenchmark().run(test.context());
      ResultTable views = result.tables().get(0);
      assertThat(views.rows())
          .hasSize(6)
          .allSatisfy(
              row -> {
                assertThat((long) row.get(1)).as("%s answered", row).isPositive();
                assertThat((long) row.get(4)).as("%s drawn", row).isNotNegative();
                assertThat((long) row.get(9)).as("%s rows", row).isLessThanOrEqualTo(100);
              });
    }
  }
}
