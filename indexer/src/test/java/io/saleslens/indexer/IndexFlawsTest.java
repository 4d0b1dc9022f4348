package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.testing.TestSale;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elasticsearch.client.Request;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with the index as a whole, though each day that can be seen agrees. */
class IndexFlawsTest extends WithServers {
  private String april;
  private String may;

  @BeforeEach
  void index() throws Exception {
    table.insert(
        TestSale.of(1).soldAt("2023-04-30 12:00:00"),
        TestSale.of(2).soldAt("2023-05-01 12:00:00"),
        TestSale.of(3).soldAt("2023-05-02 12:00:00"));
    indexer.backfill();
    april = indexer.names().sales() + "-2023.04-v1";
    may = indexer.names().sales() + "-2023.05-v1";
  }

  private SalesCheck over() {
    return new SalesCheck(
        settings.sources(),
        indexer.elastic(),
        indexer.names(),
        settings.pepper(),
        Clock.systemUTC());
  }

  private SalesCheckReport check() throws InterruptedException {
    return over().check(Optional.empty(), Optional.empty(), false, Progress.NONE);
  }

  private void assertMended() throws InterruptedException {
    SalesCheckReport found =
        over().repair(Optional.empty(), Optional.empty(), false, Progress.NONE).found();
    assertThat(found.isClean()).isFalse();
    SalesCheckReport after = check();
    assertThat(after.flaws()).isEmpty();
    assertThat(after.isClean()).as(after.table()).isTrue();
    assertThat(after.documents()).isEqualTo(3);
    assertThat(indexer.sales()).containsOnlyKeys("1", "2", "3");
  }

  private void aliases(String actions) {
    indexer
        .elastic()
        .send(
            new Request("POST", "/_aliases"),
            Json.tree(("{\"actions\":[" + actions + "]}").getBytes(StandardCharsets.UTF_8)),
            in -> null);
  }

  private String alias(String action, String index, String alias, String more) {
    return "{\"%s\":{\"index\":\"%s\",\"alias\":\"%s\"%s}}".formatted(action, index, alias, more);
  }

  private void write(String index, String id, Map<String, ?> document) {
    Request request = new Request("PUT", "/" + index + "/_doc/" + id);
    request.addParameter("refresh", "true");
    indexer.elastic().send(request, Json.tree(Json.bytes(document)), in -> null);
  }

  private Map<String, Object> stored() {
    Map<String, Object> fields = new LinkedHashMap<>();
    indexer.sales().get("3").properties().forEach(it -> fields.put(it.getKey(), it.getValue()));
    return fields;
  }

  @Test
  void aMonthThatTheNameOfAllDoesNotReach() throws Exception {
    aliases(alias("remove", april, indexer.names().sales(), ""));
    SalesCheckReport report = check();
    assertThat(report.flaws())
        .containsExactly("Index %s lacks its name %s".formatted(april, indexer.names().sales()));
    assertThat(report.isClean()).isFalse();
    assertThat(report.table())
        .contains("Index " + april + " lacks its name")
        .contains("3 sales in MySQL, 2 in the index");
    assertMended();
  }

  @Test
  void aMonthWithoutItsOwnName() throws Exception {
    String own = april.replace("-v1", "");
    aliases(alias("remove", april, own, ""));
    assertThat(check().flaws()).containsExactly("Index %s lacks its name %s".formatted(april, own));
    assertMended();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"filter\":{\"term\":{\"store_id\":\"51\"}}",
        ",\"routing\":\"1\"",
        ",\"search_routing\":\"1\""
      })
  void aMonthThatIsReachedInPart(String how) throws Exception {
    aliases(alias("add", april, indexer.names().sales(), how));
    assertThat(check().flaws())
        .contains(
            "Index %s is reached by %s in part only, by a filter or routing"
                .formatted(april, indexer.names().sales()));
    assertMended();
  }

  @Test
  void aMonthBehindAnothersName() throws Exception {
    String other = april.replace("-v1", "");
    aliases(alias("add", may, other, ",\"is_write_index\":false"));
    assertThat(check().flaws())
        .contains("Index %s is reached by %s, which is another's name".formatted(may, other));
    assertMended();
  }

  @Test
  void anIndexThatIsNoneOfOurs() throws Exception {
    String theirs = indexer.names().prefix() + "theirs";
    indexer.elastic().send(new Request("PUT", "/" + theirs), null, in -> null);
    aliases(alias("add", theirs, indexer.names().sales(), ""));
    assertThatThrownBy(this::check)
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(
            "Index %s is reached by the name %s and is none of ours"
                .formatted(theirs, indexer.names().sales()));
    over().repair(Optional.empty(), Optional.empty(), false, Progress.NONE);
    assertThat(check().isClean()).isTrue();
  }

  @Test
  void namesOfTheUsersOwnAreLeftAlone() throws Exception {
    aliases(alias("add", may, indexer.names().prefix() + "my_own", ""));
    assertThat(check().isClean()).isTrue();
  }

  @Test
  void documentsWithoutADay() throws Exception {
    write(may, "9", Map.of("id", "9", "store_id", "50", "amount_sale", 1));
    // of a row that there is
    write(may, "3", Map.of("id", "3", "store_id", "50", "amount_sale", 1000));
    assertThat(check().flaws())
        .containsExactly(
            "Index %s has 2 documents without a business_date, or with several".formatted(may));
    assertMended();
  }

  @Test
  void documentsOfSeveralDays() throws Exception {
    Map<String, Object> document = stored();
    document.put("business_date", List.of("2023-05-02", "2023-05-03"));
    write(may, "3", document);
    assertThat(check().flaws())
        .containsExactly(
            "Index %s has 1 documents without a business_date, or with several".formatted(may));
    assertMended();
    assertThat(indexer.days().get("2023-05-03").path("dirty").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"amount_sale", "store_id", "is_canceled", "sold_at", "card_number"})
  void fieldsThatAreMissingOrArrays(String field) throws Exception {
    Map<String, Object> document = stored();
    Object value = document.remove(field);
    write(may, "3", document);
    SalesCheckReport deep = over().check(Optional.empty(), Optional.empty(), true, Progress.NONE);
    assertThat(deep.isClean()).isFalse();
    over().repair(Optional.empty(), Optional.empty(), true, Progress.NONE);
    assertThat(check().isClean()).isTrue();
    if (!field.equals("card_number")) {
      document.put(field, List.of(value, value));
      write(may, "3", document);
      over().repair(Optional.empty(), Optional.empty(), true, Progress.NONE);
    }
    assertThat(indexer.sales().get("3").path(field).isValueNode()).isTrue();
  }
}
