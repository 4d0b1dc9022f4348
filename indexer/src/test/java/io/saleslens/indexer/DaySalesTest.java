package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.testing.TestIndexer;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.elasticsearch.client.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a day comes to, told by its sums and its repeated cards alone. */
@ExtendWith(SandboxExtension.class)
class DaySalesTest {
  private static final LocalDate DAY = LocalDate.parse("2023-05-01");
  private static final int MANY = 1_000;

  private TestTable table;
  private TestIndexer indexer;

  @BeforeEach
  void open(TestServers servers) {
    // also amounts whose sums no double holds
    TestSettings settings =
        TestSettings.of(servers).with("source.max-amount", Long.toString(Long.MAX_VALUE));
    table = TestTable.create(settings);
    indexer = TestIndexer.open(settings);
  }

  @AfterEach
  void close() {
    indexer.close();
  }

  /** What was handed over. */
  private static final class Read implements DaySales.Sink {
    private final List<StoreSales> stores = new ArrayList<>();
    private final List<SaleGroup> groups = new ArrayList<>();

    @Override
    public void add(StoreSales store) {
      stores.add(store);
    }

    @Override
    public void add(SaleGroup group) {
      groups.add(group);
    }
  }

  private Read read(int stores, int cards, long salesInARange) {
    Read read = new Read();
    new DaySales(
            new StoreSums(indexer.elastic(), indexer.names(), stores),
            new RepeatedCards(indexer.elastic(), indexer.names(), cards),
            new SaleGroups(indexer.elastic(), indexer.names()),
            salesInARange)
        .read(DAY, read);
    return read;
  }

  private Read read() {
    return read(MANY, MANY, MANY);
  }

  private void bring(List<TestSale> sales) throws InterruptedException {
    table.insert(sales);
    indexer.backfill();
    indexer.indices().refresh(indexer.names().sales());
  }

  @Test
  void ofAMonthWithoutAnIndexIsNothing() {
    assertThat(read().stores).isEmpty();
    assertThat(read().groups).isEmpty();
  }

  @Test
  void hasTheSumsOfEachStoreAndTheGroupsOfCardsThatCameAgain() throws Exception {
    bring(
        List.of(
            TestSale.of(1).card("a").amount(100),
            TestSale.of(2).card("a").amount(100),
            TestSale.of(3).card("b").amount(30),
            TestSale.of(4).card("b").amount(-7).canceled(),
            TestSale.of(5).card("c").amount(40).canceled(),
            TestSale.of(6).card(null).amount(5),
            TestSale.of(7).card(null).amount(5),
            TestSale.of(8).card("d").amount(9).with("is_canceled", null),
            TestSale.of(9).card("e").amount(0),
            TestSale.of(10).store(7).card("f").amount(1)));
    Read read = read();
    assertThat(read.stores)
        .containsExactly(
            new StoreSales("50", 9, 5, 240, 2, 47), new StoreSales("7", 1, 1, 1, 0, 0));
    assertThat(read.groups)
        .extracting(SaleGroup::amount, SaleGroup::count)
        .containsExactlyInAnyOrder(tuple(100L, 2L), tuple(30L, 1L), tuple(-7L, 1L));
  }

  @ParameterizedTest(name = "{0} stores, {1} cards an answer, {2} sales a range")
  @CsvSource({"1, 1000, 1000", "3, 1, 1000", "1000, 2, 40", "2, 1000, 7", "1000, 1000, 1"})
  void isTheSameHoweverItIsDivided(int stores, int cards, long salesInARange) throws Exception {
    Random random = new Random(stores * 31L + cards);
    List<TestSale> sales = new ArrayList<>();
    for (long id = 1; id <= 300; id++) {
      TestSale sale = TestSale.of(id).store(random.nextInt(9)).amount(random.nextInt(8) - 2L);
      sale = random.nextInt(5) == 0 ? sale.canceled() : sale;
      sales.add(sale.card(random.nextInt(6) == 0 ? null : "card " + random.nextInt(150)));
    }
    bring(sales);
    Read divided = read(stores, cards, salesInARange);
    assertThat(divided.stores).isEqualTo(read().stores).isEqualTo(summedUp());
    assertThat(ofRepeatedCards(divided.groups)).isEqualTo(ofRepeatedCards(all())).isNotEmpty();
  }

  private List<SaleGroup> all() {
    List<SaleGroup> groups = new ArrayList<>();
    new SaleGroups(indexer.elastic(), indexer.names()).forEach(DAY, groups::add);
    return groups;
  }

  private List<StoreSales> summedUp() {
    List<StoreSales> stores = new ArrayList<>();
    for (SaleGroup group : all()) {
      int last = stores.size() - 1;
      if (last >= 0 && stores.get(last).storeId().equals(group.storeId())) {
        stores.set(last, stores.get(last).plus(group));
      } else {
        stores.add(StoreSales.none(group.storeId()).plus(group));
      }
    }
    return stores;
  }

  private static List<SaleGroup> ofRepeatedCards(List<SaleGroup> groups) {
    return groups.stream()
        .filter(group -> group.cardKey().isPresent())
        .filter(
            group ->
                groups.stream()
                        .filter(other -> other.cardKey().equals(group.cardKey()))
                        .mapToLong(SaleGroup::count)
                        .sum()
                    > 1)
        .sorted(Comparator.comparing(SaleGroup::toString))
        .toList();
  }

  /** Elasticsearch counts in each shard for itself; most cards have no two sales in the same. */
  @Test
  void isTheSameWhereTheSalesOfACardAreSpreadOverShards() throws Exception {
    inShards(5);
    List<TestSale> sales = new ArrayList<>();
    for (long id = 1; id <= 40; id++) {
      sales.add(TestSale.of(id).card("card " + id % 20));
    }
    bring(sales);
    assertThat(read().stores).isEqualTo(summedUp());
    assertThat(ofRepeatedCards(read().groups)).isEqualTo(ofRepeatedCards(all())).hasSize(20);
  }

  private void inShards(int shards) {
    String month = indexer.names().salesOf(DAY);
    ObjectNode body = (ObjectNode) Json.resource(SalesIndex.class, "sales-v1.json");
    ((ObjectNode) body.path("settings")).put("number_of_shards", shards);
    body.putObject("aliases").putObject(month);
    ((ObjectNode) body.path("aliases")).putObject(indexer.names().sales());
    indexer.elastic().send(new Request("PUT", "/" + month + "-v1"), body, in -> null);
  }

  @Test
  void isExactWhereADoubleIsNot() throws Exception {
    long odd = (1L << 52) + 1;
    bring(
        List.of(
            TestSale.of(1).card("a").amount(odd),
            TestSale.of(2).card("b").amount(odd),
            TestSale.of(3).card("c").amount(odd),
            TestSale.of(4).card("d").amount(-odd).canceled()));
    assertThat(read().stores).containsExactly(new StoreSales("50", 4, 3, 3 * odd, 1, odd));
  }

  @Test
  void rangesOfCardsLeaveNoneOutAndHaveNoneTwice() {
    for (int ranges : List.of(1, 2, 3, 7, 1_000)) {
      List<CardRange> split = CardRange.split(ranges);
      assertThat(split).hasSize(ranges);
      assertThat(split.get(0).first()).isEqualTo(Long.MIN_VALUE);
      assertThat(split.get(ranges - 1).last()).isEqualTo(Long.MAX_VALUE);
      for (int i = 1; i < ranges; i++) {
        assertThat(split.get(i).first()).isEqualTo(split.get(i - 1).last() + 1);
      }
    }
  }
}
