package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.indexer.testing.TestIndexer;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SandboxExtension.class)
class SaleGroupsTest {
  private static final LocalDate DAY = LocalDate.parse("2023-05-01");

  private TestTable table;
  private TestIndexer indexer;

  @BeforeEach
  void open(TestServers servers) {
    // also amounts that no double holds
    TestSettings settings =
        TestSettings.of(servers).with("source.max-amount", Long.toString(Long.MAX_VALUE));
    table = TestTable.create(settings);
    indexer = TestIndexer.open(settings);
  }

  @AfterEach
  void close() {
    indexer.close();
  }

  private List<SaleGroup> read(int page) {
    List<SaleGroup> groups = new ArrayList<>();
    new SaleGroups(indexer.elastic(), indexer.names(), page).forEach(DAY, groups::add);
    return groups;
  }

  private void bring(TestSale... sales) throws InterruptedException {
    table.insert(sales);
    indexer.backfill();
    indexer.indices().refresh(indexer.names().sales());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 100})
  void areTheSameWhereverAPageEndsAlsoBetweenSalesWithoutCardOrState(int page) throws Exception {
    bring(
        TestSale.of(1).card(null),
        TestSale.of(2).card(null).amount(7),
        TestSale.of(3).card(""),
        TestSale.of(4).card(null).canceled(),
        TestSale.of(5).card(null).with("is_canceled", null),
        TestSale.of(6),
        TestSale.of(7).with("is_canceled", null),
        TestSale.of(8).store(7).amount(-5).canceled());
    List<SaleGroup> groups = read(page);
    assertThat(groups).isEqualTo(read(SaleGroups.DEFAULT_PAGE)).doesNotHaveDuplicates().hasSize(7);
    assertThat(groups)
        .contains(
            new SaleGroup("50", Optional.empty(), 1000, Optional.of(false), 2),
            new SaleGroup("50", Optional.empty(), 1000, Optional.empty(), 1),
            new SaleGroup("50", Optional.empty(), 1000, Optional.of(true), 1),
            new SaleGroup("50", Optional.empty(), 7, Optional.of(false), 1));
  }

  @Test
  void comeOrderedByStoreThenCard() throws Exception {
    bring(
        TestSale.of(1).store(9),
        TestSale.of(2).store(10).card("b"),
        TestSale.of(3).store(10).card("a"),
        TestSale.of(4).store(10).card("b").amount(1));
    List<SaleGroup> groups = read(2);
    assertThat(groups).extracting(SaleGroup::storeId).containsExactly("10", "10", "10", "9");
    assertThat(groups.subList(0, 3)).extracting(it -> it.cardKey().orElseThrow()).isSorted();
  }

  @Test
  void ofAMonthWithoutAnIndexAreNone() {
    assertThat(read(10)).isEmpty();
  }

  @Test
  void holdAmountsThatADoubleCannot() throws Exception {
    long odd = (1L << 53) + 1;
    bring(TestSale.of(1).amount(odd), TestSale.of(2).amount(Long.MAX_VALUE));
    assertThat(read(10)).extracting(SaleGroup::amount).containsExactly(odd, Long.MAX_VALUE);
  }
}
