package io.saleslens.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SandboxExtension.class)
class SaleResourceTest {
  private static final LocalDate FIRST = LocalDate.parse("2023-05-21");
  private static final String ODD_ID = "A/7 b|%?가";
  private static final String FULL_CARD = "4111 1111 1111 1111";

  private static ApiUnderTest api;
  private static List<JsonNode> beforeTheFirst;

  @BeforeAll
  static void write(TestElasticsearch elasticsearch) {
    api = ApiUnderTest.initialised(elasticsearch);
    beforeTheFirst = api.walk("/api/v1/sales?limit=1");
    List<Map<String, Object>> sales = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Map<String, Object> sale =
          Documents.sale("%03d".formatted(i), "" + i % 3, FIRST.plusDays(i / 3));
      sale.put("is_canceled", i % 10 == 0);
      sale.put("num_approval", "N" + i / 2);
      sales.add(sale);
    }
    Map<String, Object> odd = Documents.sale(ODD_ID, "9", FIRST.minusMonths(1));
    odd.put("card_number", "4111 11** **** 1111");
    sales.add(odd);
    api.writeSales(sales);
  }

  @AfterAll
  static void close() {
    api.close();
  }

  private static List<String> ids(String filters) {
    return api.walk("/api/v1/sales?limit=7" + filters).stream()
        .map(it -> it.path("id").asText())
        .toList();
  }

  @Test
  void thereAreNoneBeforeTheFirstMonthCame() {
    assertThat(beforeTheFirst).isEmpty();
  }

  @Test
  void theNewestDayOfAllMonthsComesFirst() {
    assertThat(ids("")).hasSize(61).startsWith("059", "058").endsWith("000", ODD_ID);
    assertThat(ids("&order=asc")).hasSize(61).startsWith(ODD_ID, "000").endsWith("059");
  }

  @Test
  void storeDayApprovalAndCancellationAreFilters() {
    assertThat(ids("&store_id=2&from=2023-05-31&to=2023-06-01")).containsExactly("035", "032");
    assertThat(ids("&num_approval=N7")).containsExactly("015", "014");
    assertThat(ids("&is_canceled=true&store_id=0")).containsExactly("030", "000");
    assertThat(ids("&is_canceled=false")).hasSize(55);
  }

  @Test
  void aCardIsFoundByItsNumberMaskedOrNot() {
    for (String card : List.of("4111 11** **** 1111", FULL_CARD)) {
      assertThat(ids("&card_number=" + ApiUnderTest.encoded(card))).containsExactly(ODD_ID);
    }
    assertThat(ids("&card_number=4111")).isEmpty();
  }

  @Test
  void aSaleIsFoundInWhicheverMonthAndShowsWhatIsAskedFor() {
    String path = "/api/v1/sales/" + ApiUnderTest.encoded(ODD_ID).replace("+", "%20");
    String expected =
        """
        {"id": "A/7 b|%?가", "card_number": "4111 11** **** 1111", "amount_sale": 95000,
         "is_canceled": false, "sold_at": "2023-04-21T03:04:05.123456Z", "store_id": "9",
         "business_date": "2023-04-21"}
        """;
    assertThat(api.json(path)).isEqualTo(Json.tree(expected.getBytes(StandardCharsets.UTF_8)));
    assertThat(api.json("/api/v1/sales/031?fields=store_id,remark").toString())
        .isEqualTo("{\"store_id\":\"1\"}");
    assertThat(api.problem("/api/v1/sales/999", 404).path("detail").asText())
        .isEqualTo("There is no sale 999.");
  }
}
