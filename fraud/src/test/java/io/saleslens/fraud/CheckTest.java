package io.saleslens.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.fraud.CheckReport.Difference;
import io.saleslens.fraud.testing.Oracle;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Damage to what is stored is found, where it is and as much as it is, and can be mended. */
@ExtendWith(SandboxExtension.class)
class CheckTest {
  private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
  private static final LocalDate FIRST = LocalDate.parse("2023-05-01");
  private static final LocalDate DAY = LocalDate.parse("2023-05-05");
  private static final LocalDate LAST = LocalDate.parse("2023-05-20");
  private static final String SUSPECT = "101";

  private TestTable table;
  private TestPipeline pipeline;

  /** A sale each day, and on {@link #DAY} three suspect ones. */
  @BeforeEach
  void bring(TestServers servers) throws Exception {
    TestSettings settings = TestSettings.of(servers);
    table = TestTable.create(settings);
    pipeline = new TestPipeline(settings);
    table.insert(
        FIRST.datesUntil(LAST.plusDays(1)).map(day -> sale(day.getDayOfMonth(), day)).toList());
    table.insert(
        sale(101, DAY).amount(9_000).card("9410-77**-****-1234"),
        sale(102, DAY).amount(9_000).card("9410-77**-****-1234"),
        sale(103, DAY).amount(9_000).card("9410-77**-****-1234"));
    pipeline.sync();
    pipeline.refresh();
    assertThat(pipeline.suspects()).containsOnlyKeys("101", "102", "103");
  }

  @AfterEach
  void close() {
    pipeline.close();
  }

  private static TestSale sale(long id, LocalDate day) {
    return TestSale.of(id).soldAt(day + " 12:00:00").modified(LocalDateTime.now(SEOUL).toString());
  }

  private String name(DerivedIndex index) {
    return switch (index) {
      case DAYS -> pipeline.indexer().names().days();
      case DAILY -> pipeline.indexer().names().daily();
      case WEEKLY -> pipeline.indexer().names().weekly();
      case SUSPECTS -> pipeline.indexer().names().frauds();
    };
  }

  private Damage damage(DerivedIndex index) {
    return new Damage(pipeline.indexer().elastic(), name(index));
  }

  private ObjectNode stored(DerivedIndex index, String id) {
    return pipeline.indexer().documents(name(index)).get(id);
  }

  /** The id of the document of {@link #DAY}. */
  private static String id(DerivedIndex index) {
    return switch (index) {
      case DAYS -> DAY.toString();
      case DAILY, WEEKLY -> "50|" + DAY;
      case SUSPECTS -> SUSPECT;
    };
  }

  private static String aNumber(DerivedIndex index) {
    return index == DerivedIndex.SUSPECTS ? "repeat_count" : "total_sale";
  }

  /** A document that says it belongs to a day, with nothing to stand on. */
  private void plantSurplus(DerivedIndex index, String day) {
    ObjectNode document = stored(index, id(index));
    switch (index) {
      case DAYS -> damage(index).write(day, document.put("date", day));
      case DAILY -> damage(index).write("51|" + day, document.put("store_id", 51).put("date", day));
      case WEEKLY ->
          damage(index).write("51|" + day, document.put("store_id", 51).put("as_of", day));
      case SUSPECTS ->
          damage(index).write("999", document.put("id", "999").put("business_date", day));
    }
  }

  /** Mends what was found; afterwards all is as it should be. */
  private void assertMends(CheckReport found) throws Exception {
    pipeline.mend(found);
    assertThat(pipeline.check().differences()).isEmpty();
    pipeline.assertEqualTo(new Oracle(table.rows(), SEOUL, SEOUL));
    assertThat(pipeline.indexer().days()).hasSize(table.query(DAYS_WITH_SALES).size());
  }

  private static final String DAYS_WITH_SALES = "SELECT DISTINCT DATE(sold_at) FROM platform_sales";

  @Test
  void findsNothingWhereNothingIsWrongAndChangesNothing() throws Exception {
    Map<String, Map<String, ObjectNode>> before = pipeline.everythingComputed();
    CheckReport report = pipeline.check();
    assertThat(report).isEqualTo(new CheckReport(21, List.of(), List.of(), List.of(), List.of()));
    assertThat(pipeline.everythingComputed()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void findsAChangedDocument(DerivedIndex index) throws Exception {
    damage(index).write(id(index), stored(index, id(index)).put(aNumber(index), 1));
    CheckReport found = pipeline.check();
    assertThat(found.differences()).containsExactly(new Difference(index, DAY, 1, 0));
    assertMends(found);
  }

  @ParameterizedTest
  @EnumSource
  void findsAMissingDocument(DerivedIndex index) throws Exception {
    damage(index).delete(id(index));
    CheckReport found = pipeline.check();
    assertThat(found.differences()).containsExactly(new Difference(index, DAY, 1, 0));
    assertMends(found);
  }

  @ParameterizedTest
  @EnumSource(names = "DAYS", mode = EnumSource.Mode.EXCLUDE)
  void findsASurplusDocumentAmongRightOnes(DerivedIndex index) throws Exception {
    plantSurplus(index, DAY.toString());
    CheckReport found = pipeline.check();
    assertThat(found.differences()).containsExactly(new Difference(index, DAY, 0, 1));
    assertMends(found);
  }

  @ParameterizedTest
  @EnumSource
  void findsWhatStandsCenturiesBeyondTheLastSale(DerivedIndex index) throws Exception {
    plantSurplus(index, "2200-02-28");
    CheckReport found = pipeline.check();
    assertThat(found.differences())
        .containsExactly(new Difference(index, LocalDate.parse("2200-02-28"), 0, 1));
    assertThat(found.days()).isEqualTo(22);
    assertMends(found);
  }

  @ParameterizedTest
  @EnumSource
  void findsWhatStandsLongBeforeTheFirstSale(DerivedIndex index) throws Exception {
    plantSurplus(index, "1970-01-01");
    CheckReport found = pipeline.check();
    assertThat(found.differences())
        .containsExactly(new Difference(index, LocalDate.parse("1970-01-01"), 0, 1));
    assertMends(found);
  }

  @ParameterizedTest
  @EnumSource(names = "DAYS", mode = EnumSource.Mode.EXCLUDE)
  void findsADocumentOnAnotherDayThanItsOwnMissingHereAndSurplusThere(DerivedIndex index)
      throws Exception {
    LocalDate there = DAY.plusDays(2);
    String field =
        switch (index) {
          case DAYS, DAILY -> "date";
          case WEEKLY -> "as_of";
          case SUSPECTS -> "business_date";
        };
    damage(index).write(id(index), stored(index, id(index)).put(field, there.toString()));
    CheckReport found = pipeline.check();
    assertThat(found.differences())
        .containsExactly(new Difference(index, DAY, 1, 0), new Difference(index, there, 0, 1));
    assertMends(found);
  }

  @Test
  void findsTheLastWeeklyAovMissing() throws Exception {
    damage(DerivedIndex.WEEKLY).delete("50|2023-05-21");
    CheckReport found = pipeline.check();
    assertThat(found.differences())
        .containsExactly(new Difference(DerivedIndex.WEEKLY, LAST.plusDays(1), 1, 0));
    assertMends(found);
  }

  @Test
  void tellsAllThatIsWrongAtOnce() throws Exception {
    damage(DerivedIndex.DAYS).delete("2023-05-02");
    damage(DerivedIndex.DAILY).delete("50|2023-05-03");
    plantSurplus(DerivedIndex.WEEKLY, "2023-05-04");
    damage(DerivedIndex.SUSPECTS).delete("101");
    damage(DerivedIndex.SUSPECTS).delete("103");
    CheckReport found = pipeline.check();
    assertThat(found.differences())
        .containsExactly(
            new Difference(DerivedIndex.DAYS, LocalDate.parse("2023-05-02"), 1, 0),
            new Difference(DerivedIndex.DAILY, LocalDate.parse("2023-05-03"), 1, 0),
            new Difference(DerivedIndex.WEEKLY, LocalDate.parse("2023-05-04"), 0, 1),
            new Difference(DerivedIndex.SUSPECTS, DAY, 2, 0));
    assertMends(found);
  }

  @Test
  void passesOverWhatTheRefreshOfADirtyDayWillMendButNotTheDayAfter() throws Exception {
    table.replace(sale(5, DAY).amount(7_000));
    pipeline.sync();
    damage(DerivedIndex.DAILY).delete("50|2023-05-05");
    damage(DerivedIndex.WEEKLY).delete("50|2023-05-12");
    damage(DerivedIndex.SUSPECTS).delete("101");
    assertThat(pipeline.check())
        .isEqualTo(new CheckReport(21, List.of(DAY), List.of(), List.of(), List.of()));
    damage(DerivedIndex.WEEKLY).delete("50|2023-05-13");
    CheckReport found = pipeline.check();
    assertThat(found.differences())
        .containsExactly(new Difference(DerivedIndex.WEEKLY, LocalDate.parse("2023-05-13"), 1, 0));
    assertMends(found);
  }

  @Test
  void passesOverTheWeeklyAovThatADirtyDayBringsIntoBeing() throws Exception {
    table.insert(sale(30, LocalDate.parse("2023-05-30")));
    pipeline.sync();
    CheckReport found = pipeline.check();
    assertThat(found.dirtyDays()).containsExactly(LocalDate.parse("2023-05-30"));
    assertThat(found.differences()).isEmpty();
  }

  @Test
  void ofARangeLooksAtItsDaysAndTheDailyAovThatItsWeeklyAovStandsOn() throws Exception {
    for (DerivedIndex index : List.of(DerivedIndex.DAILY, DerivedIndex.WEEKLY)) {
      damage(index).delete("50|2023-05-02");
      damage(index).delete("50|2023-05-03");
      damage(index).delete("50|2023-05-10");
      damage(index).delete("50|2023-05-12");
    }
    LocalDate tenth = LocalDate.parse("2023-05-10");
    CheckReport found = pipeline.check(tenth, tenth.plusDays(1));
    assertThat(found.differences())
        .containsExactly(
            new Difference(DerivedIndex.DAILY, LocalDate.parse("2023-05-03"), 1, 0),
            new Difference(DerivedIndex.DAILY, tenth, 1, 0),
            new Difference(DerivedIndex.WEEKLY, tenth, 1, 0));
    pipeline.mend(found);
    assertThat(pipeline.check(tenth, tenth.plusDays(1)).differences()).isEmpty();
  }

  @Test
  void findsDocumentsOfNoDayAndNamesThatAreGone() throws Exception {
    String daily = name(DerivedIndex.DAILY);
    damage(DerivedIndex.DAILY)
        .write("50|nowhere", Json.mapper().createObjectNode().put("store_id", "50"));
    ObjectNode without = stored(DerivedIndex.WEEKLY, "50|2023-05-04");
    without.remove("as_of");
    damage(DerivedIndex.WEEKLY).write("50|2023-05-04", without);
    ObjectNode both = stored(DerivedIndex.DAILY, "50|2023-05-03");
    both.putArray("date").add("2023-05-03").add("2023-05-04");
    damage(DerivedIndex.DAILY).write("50|2023-05-03", both);
    CheckReport found = pipeline.check();
    assertThat(found.flaws())
        .containsExactly(
            "Index %s-v1 has 2 documents without a date, or with several".formatted(daily),
            "Index %s-v1 has 1 documents without a as_of, or with several"
                .formatted(name(DerivedIndex.WEEKLY)));
    assertThat(found.agrees()).isFalse();
    assertMends(found);
    assertThat(pipeline.check().agrees()).isTrue();
  }

  @Test
  void isReadableAsJson() throws Exception {
    damage(DerivedIndex.DAILY).delete("50|2023-05-05");
    JsonNode json = Json.tree(Json.bytes(pipeline.check()));
    assertThat(json)
        .isEqualTo(
            Json.tree(
                """
                {"days":21,"dirty_days":[],"failed":[],"flaws":[],"differences":[
                  {"index":"daily","date":"2023-05-05","wrong_or_missing":1,"surplus":0}]}
                """
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }
}
