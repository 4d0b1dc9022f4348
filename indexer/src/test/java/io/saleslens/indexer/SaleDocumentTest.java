package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.testing.TestIndexer;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import org.junit.jupiter.api.Test;

/** That a document stands where it belongs, and as it was encoded. */
class SaleDocumentTest extends WithServers {

  @Test
  void aSaleStandsInTheIndexOfItsBusinessMonth() throws Exception {
    table.insert(
        TestSale.of(1).soldAt("2023-04-30 23:59:59"), TestSale.of(2).soldAt("2023-05-01 00:00:00"));
    indexer.backfill();
    assertThat(indexer.documents(indexer.names().sales() + "-2023.04")).containsOnlyKeys("1");
    assertThat(indexer.documents(indexer.names().sales() + "-2023.05")).containsOnlyKeys("2");
  }

  @Test
  void rawDataIsStoredAndNotSearchable() throws Exception {
    table.insert(TestSale.of(1).with("raw_data", "{\"a\":1}"));
    TestIndexer keeping = open(settings.with("source.raw-data", "true"));
    keeping.backfill();
    ObjectNode sale = keeping.sales().get("1");
    assertThat(sale.path("raw_data").asText()).isEqualTo("{\"a\":1}");
  }

  @Test
  void aTableInAnotherSchemaWithOtherNamesIsIndexed() throws Exception {
    String schema = table.query("SELECT DATABASE() AS name").get(0).get("name");
    TestSettings renamed =
        settings
            .with("source.table", schema + ".card_sales")
            .with("source.columns.store-id", "shop")
            .with("source.columns.remark", "none");
    TestTable other = TestTable.create(settings.with("source.table", "card_sales"));
    other.execute("ALTER TABLE card_sales RENAME COLUMN store_id TO shop, DROP COLUMN remark");
    other.execute(
        "INSERT INTO card_sales (id, shop, amount_sale, sold_at) VALUES (1, 77, 5, '2023-05-01')");
    TestIndexer indexer = open(renamed);
    indexer.backfill();
    assertThat(indexer.sales().get("1").path("store_id").asText()).isEqualTo("77");
  }
}
