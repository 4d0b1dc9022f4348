package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.BulkWriter;
import io.saleslens.indexer.testing.TestSale;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a sale leaves when it changes: its old day, dirty, and no document. */
class ChangedSaleTest extends WithServers {

  @BeforeEach
  void indexOneSale() throws Exception {
    table.insert(TestSale.of(1).modified(now()));
    indexer.backfill();
    forgetMarks();
  }

  /** As if all days were computed. */
  private void forgetMarks() {
    try (BulkWriter writer = new BulkWriter(indexer.elastic())) {
      DayLedger ledger =
          new DayLedger(
              indexer.elastic(),
              writer,
              indexer.indices(),
              indexer.names().days(),
              Clock.systemUTC());
      DayLedger.Totals totals = new DayLedger.Totals(1, 1, 1, 1, 1, 0, 0);
      Map<LocalDate, DayLedger.Mark> marks = ledger.dirty();
      Map<LocalDate, DayLedger.Totals> all = new TreeMap<>();
      marks.keySet().forEach(day -> all.put(day, totals));
      assertThat(ledger.clean(marks, all)).isZero();
    }
    assertThat(dirtyDays()).isEmpty();
  }

  private Iterable<String> dirtyDays() {
    return indexer.days().entrySet().stream()
        .filter(day -> day.getValue().path("dirty").asBoolean())
        .map(Map.Entry::getKey)
        .toList();
  }

  private ObjectNode change(String column, Object value) throws Exception {
    table.update(1, Map.of(column, value, "modified", now()));
    IndexReport report = indexer.sync();
    assertThat(report.written()).isEqualTo(1);
    assertThat(indexer.sales()).containsOnlyKeys("1");
    return indexer.sales().get("1");
  }

  @Test
  void aNewDayWithinTheMonthDirtiesBothDays() throws Exception {
    ObjectNode sale = change("sold_at", "2023-05-20 12:00:00");
    assertThat(sale.path("business_date").asText()).isEqualTo("2023-05-20");
    assertThat(dirtyDays()).containsExactly("2023-05-01", "2023-05-20");
  }

  @Test
  void aNewMonthDirtiesBothDaysAndLeavesNothingBehind() throws Exception {
    ObjectNode sale = change("sold_at", "2023-06-20 12:00:00");
    assertThat(sale.path("business_date").asText()).isEqualTo("2023-06-20");
    assertThat(dirtyDays()).containsExactly("2023-05-01", "2023-06-20");
  }

  @Test
  void aSaleCanComeBackToTheMonthItLeft() throws Exception {
    change("sold_at", "2023-06-20 12:00:00");
    ObjectNode sale = change("sold_at", "2023-05-02 12:00:00");
    assertThat(sale.path("business_date").asText()).isEqualTo("2023-05-02");
  }

  @Test
  void aNewStoreDirtiesTheDay() throws Exception {
    assertThat(change("store_id", 51).path("store_id").asText()).isEqualTo("51");
    assertThat(dirtyDays()).containsExactly("2023-05-01");
  }

  @Test
  void aNewAmountDirtiesTheDay() throws Exception {
    assertThat(change("amount_sale", 5).path("amount_sale").asLong()).isEqualTo(5);
    assertThat(dirtyDays()).containsExactly("2023-05-01");
  }

  @Test
  void aValueThatBecomesNullLeavesTheDocument() throws Exception {
    table.execute("UPDATE platform_sales SET card_number = NULL, modified = ?", now());
    indexer.sync();
    assertThat(indexer.sales().get("1").has("card_number")).isFalse();
    assertThat(indexer.sales().get("1").has("card_key")).isFalse();
    assertThat(dirtyDays()).containsExactly("2023-05-01");
  }

  @Test
  void aRowThatTurnsBadTakesItsDocumentAwayAndDirtiesItsDay() throws Exception {
    table.execute("UPDATE platform_sales SET amount_sale = NULL, modified = ?", now());
    IndexReport report = indexer.sync();
    assertThat(report.rejected()).isEqualTo(1);
    assertThat(report.removed()).isEqualTo(1);
    assertThat(indexer.sales()).isEmpty();
    assertThat(indexer.rejects()).containsOnlyKeys("platform_sales|1");
    assertThat(dirtyDays()).containsExactly("2023-05-01");
  }

  /** Within a moment Elasticsearch remembers deleted versions; the same one must not lose. */
  @Test
  void aRowThatTurnsBadAndGoodAgainWithoutANewModifiedIsBack() throws Exception {
    table.execute("UPDATE platform_sales SET amount_sale = NULL");
    indexer.sync();
    table.execute("UPDATE platform_sales SET amount_sale = 3");
    indexer.sync();
    assertThat(indexer.sales()).containsOnlyKeys("1");
    assertThat(indexer.rejects()).isEmpty();
  }

  @Test
  void anOlderVersionDoesNotReplaceANewerOne() throws Exception {
    table.update(1, Map.of("amount_sale", 5, "modified", now().minusMinutes(5)));
    IndexReport report = indexer.sync();
    assertThat(report.alreadyNewer()).isEqualTo(1);
    assertThat(report.written()).isZero();
    assertThat(indexer.sales().get("1").path("amount_sale").asLong()).isEqualTo(1000);
  }
}
