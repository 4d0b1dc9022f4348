package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sales of two tables, in zones of their own, in the same indices. */
class TwoSourcesTest extends WithServers {
  private static final Optional<LocalDate> ALL = Optional.empty();

  private TestSettings otherSettings;
  private TestTable other;
  private List<Source> sources;
  private Indexer both;

  @BeforeEach
  void addAnother() {
    otherSettings = settings.with("source.table", "imported").with("source.zone", "UTC");
    other = TestTable.create(otherSettings);
    other.execute("ALTER TABLE imported MODIFY id VARCHAR(64) NOT NULL");
    Database database = new Database(settings.mysql());
    sources =
        List.of(
            Source.main(database, settings.source()),
            Source.imports(database, otherSettings.source()));
    both =
        new Indexer(
            sources, indexer.elastic(), settings.names(), settings.pepper(), Clock.systemUTC());
    table.insert(TestSale.of(1), TestSale.of(2).soldAt("2023-05-02 10:00:00"));
    // in Seoul it is the 2nd already
    other.insert(TestSale.of("shop:1"), TestSale.of("shop:2").soldAt("2023-05-01 15:00:00"));
  }

  private SalesCheck check(List<Source> sources) {
    return new SalesCheck(
        sources, indexer.elastic(), settings.names(), settings.pepper(), Clock.systemUTC());
  }

  private SalesCheckReport check() throws InterruptedException {
    return check(sources).check(ALL, ALL, true, Progress.NONE);
  }

  private Optional<Instant> readThrough() {
    indexer.indices().refresh(settings.names().state());
    return new Freshness(indexer.elastic(), settings.names()).of(ALL, ALL).readThrough();
  }

  @Test
  void bothAreReadAndProvenTogether() throws InterruptedException {
    assertThat(both.planSync(Progress.NONE).written()).isEqualTo(4);
    assertThat(both.sync(Progress.NONE).written()).isEqualTo(4);

    Map<String, String> days = new TreeMap<>();
    indexer.sales().forEach((id, sale) -> days.put(id, sale.path("business_date").asText()));
    assertThat(days)
        .isEqualTo(
            Map.of(
                "1", "2023-05-01",
                "2", "2023-05-02",
                "shop:1", "2023-05-01",
                "shop:2", "2023-05-02"));
    SalesCheckReport report = check();
    assertThat(report.isClean()).isTrue();
    assertThat(report.rowsRead()).isEqualTo(4);
    assertThat(report.readThrough()).isPresent().isEqualTo(readThrough());
  }

  @Test
  void eachIsReadFromWhereItWasLeftOff() throws InterruptedException {
    both.sync(Progress.NONE);
    other.update("shop:1", Map.of("amount_sale", 7, "modified", other.now(ZoneOffset.UTC)));
    assertThat(both.planSync(Progress.NONE).rowsRead()).isEqualTo(1);
    assertThat(both.sync(Progress.NONE).written()).isEqualTo(1);
    assertThat(indexer.sales().get("shop:1").path("amount_sale").asLong()).isEqualTo(7);
    assertThat(check().isClean()).isTrue();
  }

  @Test
  void aSaleThatIsGoneFromEitherIsFoundAndMended() throws InterruptedException {
    both.backfill(ALL, ALL, Progress.NONE);
    table.delete(1);
    other.delete("shop:2");
    SalesRepairReport repaired = check(sources).repair(ALL, ALL, false, Progress.NONE);
    assertThat(repaired.removed()).isEqualTo(2);
    assertThat(indexer.sales()).containsOnlyKeys("2", "shop:1");
    assertThat(check().isClean()).isTrue();
  }

  @Test
  void aRowRefusedInEitherIsReplayedFromWhereItIs() throws InterruptedException {
    table.update(1, Collections.singletonMap("amount_sale", null));
    other.update("shop:1", Collections.singletonMap("amount_sale", null));
    both.sync(Progress.NONE);
    RejectedRows rejects =
        new RejectedRows(
            sources, indexer.elastic(), settings.names(), settings.pepper(), Clock.systemUTC());
    assertThat(rejects.list(10, Optional.empty()))
        .extracting(it -> it.source() + "|" + it.id())
        .containsExactly("platform_sales|1", "imported|shop:1");

    other.update("shop:1", Map.of("amount_sale", 3));
    ReplayReport replayed = rejects.replayAll(Progress.NONE);
    assertThat(replayed.mended()).isEqualTo(1);
    assertThat(replayed.stillBad()).isEqualTo(1);
    assertThat(indexer.sales()).containsOnlyKeys("2", "shop:1", "shop:2");
  }

  @Test
  void nothingIsCurrentBeforeBothWereRead() throws InterruptedException {
    indexer.sync();
    assertThat(readThrough()).isPresent();
    other.execute("RENAME TABLE imported TO away");
    assertThatThrownBy(() -> both.sync(Progress.NONE)).isInstanceOf(SettingsException.class);
    assertThat(readThrough()).isEmpty();
    other.execute("RENAME TABLE away TO imported");
    both.sync(Progress.NONE);
    assertThat(readThrough()).isEqualTo(both.readThrough()).isPresent();
  }

  private ConfiguredSources configured() {
    return new ConfiguredSources(indexer.elastic(), settings.names(), Clock.systemUTC());
  }

  private Indexer imports() {
    return new Indexer(
        sources.subList(1, 2),
        indexer.elastic(),
        settings.names(),
        settings.pepper(),
        Clock.systemUTC());
  }

  @Test
  void aSourceThatWasDroppedBeforeItWasReadHoldsNothingUp() throws InterruptedException {
    table.execute("RENAME TABLE platform_sales TO away");
    configured().keep(sources);
    assertThatThrownBy(() -> both.sync(Progress.NONE)).isInstanceOf(SettingsException.class);
    imports().sync(Progress.NONE);
    assertThat(readThrough()).isEmpty();

    configured().keepUnlessOthersWereRead(sources.subList(1, 2));
    assertThat(readThrough()).isEqualTo(imports().readThrough()).isPresent();

    // it is back, and not read yet
    table.execute("RENAME TABLE away TO platform_sales");
    configured().keep(sources);
    assertThat(readThrough()).isEmpty();
    both.sync(Progress.NONE);
    assertThat(readThrough()).isEqualTo(both.readThrough()).isPresent();
  }

  @Test
  void aSourceThatWasReadCountsUntilAllThatAreSetAreReadWithoutIt() throws InterruptedException {
    both.sync(Progress.NONE);
    Instant before = readThrough().orElseThrow();
    imports().sync(Progress.NONE);
    // who only imports may not know of the other
    configured().keepUnlessOthersWereRead(sources.subList(1, 2));
    assertThat(readThrough()).contains(before);

    configured().keep(sources.subList(1, 2));
    assertThat(readThrough()).isEqualTo(imports().readThrough());
    assertThat(readThrough().orElseThrow()).isAfter(before);
  }

  @Test
  void aCheckThatLeavesOneOutIsRefused() throws InterruptedException {
    both.sync(Progress.NONE);
    assertThatThrownBy(() -> check(settings.sources()).repair(ALL, ALL, false, Progress.NONE))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("saleslens.imports.mysql.url");
    assertThatThrownBy(() -> check(sources.subList(1, 2)).check(ALL, ALL, false, Progress.NONE))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("saleslens.mysql.url");
    assertThat(indexer.sales()).hasSize(4);
  }
}
