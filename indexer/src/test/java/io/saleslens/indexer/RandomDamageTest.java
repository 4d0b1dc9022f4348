package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.BulkBody;
import io.saleslens.indexer.elastic.BulkWriter;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.testing.ExpectedSales;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever is done behind our back to table and index, and however both sides page: the check is
 * clean exactly if the index equals the table, and a repair makes it so.
 */
class RandomDamageTest extends WithServers {
  private static final int ROUNDS = 4;
  private static final int IDS = 50;

  @ParameterizedTest(name = "seed {0}: {1} to {2}")
  @CsvSource({
    "1, Asia/Seoul, Asia/Seoul",
    "2, America/New_York, UTC",
    "3, Europe/London, America/New_York",
    "4, America/New_York, Europe/London",
  })
  void isFoundAndMended(long seed, ZoneId sourceZone, ZoneId businessZone) throws Exception {
    Random random = new Random(seed);
    settings = settings.with("source.zone", sourceZone.getId()).with("zone", businessZone.getId());
    indexer = open(settings);
    for (int id = 1; id <= IDS; id++) {
      table.insert(anySale(random, id));
    }
    indexer.backfill();
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = random.nextInt(12); i > 0; i--) {
        damage(random);
      }
      mend(random, round);
    }
  }

  private void mend(Random random, int round) throws InterruptedException {
    SalesCheck check = over(anyPaging(random));
    Map<String, String> expected =
        ExpectedSales.of(table, settings.source().sourceZone(), settings.source().businessZone());
    boolean equal = standing().equals(shouldStand(expected));
    SalesRepairReport report =
        check.repair(Optional.empty(), Optional.empty(), true, Progress.NONE);
    assertThat(report.found().isClean()).as("round %d", round).isEqualTo(equal);
    assertThat(ExpectedSales.found(indexer.sales())).as("round %d", round).isEqualTo(expected);
    TreeSet<LocalDate> differing = new TreeSet<>();
    report.found().days().forEach(day -> differing.add(day.date()));
    assertThat(report.dirtyDays()).isEqualTo(differing);
    assertThat(check.check(Optional.empty(), Optional.empty(), true, Progress.NONE).days())
        .as("round %d", round)
        .isEmpty();
  }

  private SalesCheck over(TestSettings settings) {
    return new SalesCheck(
        settings.sources(),
        indexer.elastic(),
        settings.names(),
        settings.pepper(),
        Clock.systemUTC());
  }

  private TestSettings anyPaging(Random random) {
    return settings.with("sync.page-size", Integer.toString(1 + random.nextInt(60)));
  }

  private void damage(Random random) {
    int id = 1 + random.nextInt(IDS);
    switch (random.nextInt(6)) {
      case 0 -> table.delete(id);
      case 1 -> table.replace(anySale(random, id));
      case 2 -> table.update(id, Map.of("amount_sale", random.nextInt(3) * 1000));
      case 3 -> table.execute("UPDATE platform_sales SET store_id = NULL WHERE id = ?", id);
      case 4 -> loseDocument(random);
      default -> doubleDocument(random);
    }
  }

  /** With a change time from before the last sync, earlier or later than the one before. */
  private TestSale anySale(Random random, int id) {
    LocalDateTime soldAt = LocalDateTime.of(2023, 10, 28, 0, 0).plusHours(random.nextInt(24 * 12));
    return TestSale.of(id)
        .soldAt(soldAt.toString().replace('T', ' '))
        .modified("2023-12-01 00:00:0" + random.nextInt(10))
        .store(1 + random.nextInt(3))
        .amount(random.nextInt(4) * 1000 - 1000)
        .card(random.nextInt(4) == 0 ? null : "9410-61**-****-000" + random.nextInt(3))
        .with("is_canceled", random.nextInt(5) == 0 ? null : random.nextInt(4) == 0);
  }

  /**
   * A document as it stands.
   *
   * @param month alias of the month whose index it is in
   */
  private record Standing(String month, String id, ObjectNode document) {}

  private List<Standing> documents() {
    indexer.indices().refresh(indexer.names().sales());
    return indexer
        .elastic()
        .ask(
            "search",
            client ->
                client.search(s -> s.index(indexer.names().sales()).size(1000), ObjectNode.class))
        .hits()
        .hits()
        .stream()
        .map(hit -> new Standing(hit.index().replaceFirst("-v\\d+$", ""), hit.id(), hit.source()))
        .toList();
  }

  private List<String> standing() {
    return documents().stream()
        .map(it -> it.month + " " + ExpectedSales.found(Map.of(it.id, it.document)))
        .sorted()
        .toList();
  }

  private List<String> shouldStand(Map<String, String> expected) {
    return expected.entrySet().stream()
        .map(
            sale -> {
              String day = sale.getValue().replaceAll("(?s).*business_date=(\\S+).*", "$1");
              return indexer.names().salesOf(LocalDate.parse(day)) + " " + Map.ofEntries(sale);
            })
        .sorted()
        .toList();
  }

  private void loseDocument(Random random) {
    List<Standing> all = documents();
    if (!all.isEmpty()) {
      Standing any = all.get(random.nextInt(all.size()));
      write(body -> body.delete(any.month, any.id));
    }
  }

  /** The same document again, in the other month or under another id. */
  private void doubleDocument(Random random) {
    List<Standing> all = documents();
    if (all.isEmpty()) {
      return;
    }
    Standing any = all.get(random.nextInt(all.size()));
    ObjectNode document = any.document.deepCopy();
    String id = random.nextBoolean() ? any.id : "x" + random.nextInt(5);
    document.put("id", id);
    LocalDate day = LocalDate.parse("2023-10-30").plusDays(random.nextInt(4));
    if (random.nextBoolean()) {
      document.put("business_date", day.toString());
    }
    write(body -> body.index(indexer.names().salesOf(day), id, Json.bytes(document)));
  }

  private void write(Consumer<BulkBody> writing) {
    try (BulkWriter writer = new BulkWriter(indexer.elastic())) {
      BulkBody body = new BulkBody();
      writing.accept(body);
      writer.writeAll(body);
    }
  }
}
