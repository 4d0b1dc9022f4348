package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.indexer.testing.TestIndexer;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SandboxExtension.class)
class BackfillThenSyncTest {
  private TestTable table;
  private TestIndexer indexer;

  @BeforeEach
  void open(TestServers servers) {
    TestSettings settings = TestSettings.of(servers);
    table = TestTable.create(settings);
    indexer = TestIndexer.open(settings);
  }

  @AfterEach
  void close() {
    indexer.close();
  }

  @Test
  void backfillBringsEveryRow() throws Exception {
    table.insert(TestSale.of(1), TestSale.of(2).soldAt("2023-06-02 00:00:00"));
    IndexReport report = indexer.backfill();
    assertThat(report.written()).isEqualTo(2);
    assertThat(report.dirtyDays())
        .containsExactly(LocalDate.parse("2023-05-01"), LocalDate.parse("2023-06-02"));
    assertThat(indexer.sales()).containsOnlyKeys("1", "2");
  }
}
