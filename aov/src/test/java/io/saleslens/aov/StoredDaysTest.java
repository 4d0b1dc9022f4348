package io.saleslens.aov;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.indexer.testing.TestIndexer;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SandboxExtension.class)
class StoredDaysTest {
  private static final LocalDate EARLY = LocalDate.parse("1970-01-02");
  private static final LocalDate DAY = LocalDate.parse("2023-05-01");
  private static final LocalDate LATE = LocalDate.parse("2200-12-31");

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

  private void bring() throws InterruptedException {
    table.insert(
        TestSale.of(1).soldAt("2023-05-01 12:00:00"),
        TestSale.of(2).soldAt("1970-01-02 12:00:00"),
        TestSale.of(3).soldAt("2200-12-31 12:00:00"),
        TestSale.of(4).soldAt("2023-05-01 00:00:00"));
    indexer.backfill();
    indexer.indices().refresh(indexer.names().sales());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5_000})
  void areTheSameWhereverAPageEndsAndHoweverFarApart(int page) throws Exception {
    bring();
    assertThat(
            StoredDays.of(
                indexer.elastic(),
                indexer.names().sales(),
                "business_date",
                Optional.empty(),
                Optional.empty(),
                page))
        .containsExactly(EARLY, DAY, LATE);
  }

  @Test
  void ofARangeHaveBothEnds() throws Exception {
    bring();
    assertThat(
            StoredDays.of(
                indexer.elastic(),
                indexer.names().sales(),
                "business_date",
                Optional.of(EARLY),
                Optional.of(DAY)))
        .containsExactly(EARLY, DAY);
    assertThat(
            StoredDays.of(
                indexer.elastic(),
                indexer.names().sales(),
                "business_date",
                Optional.of(EARLY.plusDays(1)),
                Optional.of(LATE.minusDays(1))))
        .containsExactly(DAY);
  }

  @Test
  void ofAMissingIndexAreNone() {
    assertThat(
            StoredDays.of(
                indexer.elastic(),
                indexer.names().sales(),
                "business_date",
                Optional.empty(),
                Optional.empty()))
        .isEmpty();
  }
}
