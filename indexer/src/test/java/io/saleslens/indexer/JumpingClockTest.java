package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.indexer.testing.TestIndexer;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.RestartableServers;
import io.saleslens.sandbox.TestServers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** MySQL's clock jumps, as an account without privileges sees it: no row is lost for it. */
class JumpingClockTest {
  private static final int DAYS = 10;
  private static final String PASSWORD = "a-reader-of-the-tests";

  private static RestartableServers servers;

  private TestTable table;
  private TestSettings reader;
  private int shift;

  @BeforeAll
  static void start() {
    servers = RestartableServers.start();
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @BeforeEach
  void createReader() {
    TestServers fresh = servers.fresh();
    TestSettings admin = TestSettings.of(fresh).with("sync.overlap", "PT1M");
    table = TestTable.create(admin);
    String schema = fresh.mysqlUrl().replaceFirst("jdbc:mysql://[^/]+/([^?]+).*", "$1");
    table.executeAll(
        "CREATE OR REPLACE USER 'clocks'@'127.0.0.1' IDENTIFIED BY '%s'".formatted(PASSWORD),
        "GRANT SELECT ON %s.* TO 'clocks'@'127.0.0.1'".formatted(schema));
    reader = admin.with("mysql.user", "clocks").with("mysql.password", PASSWORD);
    jump(0);
  }

  /** The server runs this at the start of each session of an account without privileges. */
  private void jump(int days) {
    shift = days;
    table.execute(
        "SET GLOBAL init_connect = ?",
        days == 0 ? "" : "SET timestamp = UNIX_TIMESTAMP(SYSDATE(6)) + " + (long) days * 86_400);
  }

  /** A row that changes now, by the server's clock as it is at the moment. */
  private void insert(int id) {
    LocalDateTime now = table.now(reader.source().sourceZone()).plusDays(shift);
    table.insert(TestSale.of(id).modified(now));
  }

  @Test
  void whatChangesWhileItIsAheadAndAfterIsThere() throws Exception {
    try (TestIndexer indexer = TestIndexer.open(reader)) {
      insert(1);
      indexer.sync();
      jump(DAYS);
      insert(2);
      IndexReport ahead = indexer.sync();
      assertThat(ahead.readThrough()).isBefore(Instant.now().plusSeconds(1));
      assertThat(ahead.warnings())
          .singleElement()
          .asString()
          .startsWith("MySQL's clock is 10 days ahead of the others.");
      jump(0);
      insert(3);
      IndexReport back = indexer.sync();
      assertThat(back.warnings()).isEmpty();
      assertThat(indexer.sales()).containsOnlyKeys("1", "2", "3");
    }
  }

  @Test
  void whatChangesAfterItWentBackIsThere() throws Exception {
    try (TestIndexer indexer = TestIndexer.open(reader)) {
      insert(1);
      indexer.sync();
      jump(-DAYS);
      insert(2);
      indexer.sync();
      insert(3);
      assertThat(indexer.sync().warnings()).hasSize(1);
      assertThat(indexer.sales()).containsOnlyKeys("1", "2", "3");
      jump(0);
      insert(4);
      assertThat(indexer.sync().warnings()).isEmpty();
      assertThat(indexer.sales()).containsOnlyKeys("1", "2", "3", "4");
    }
  }

  /** As it was kept by whoever believed the server's clock. */
  @Test
  void aWatermarkThatLiesAheadIsMadeUpFor() throws Exception {
    try (TestIndexer indexer = TestIndexer.open(reader)) {
      insert(1);
      indexer.sync();
      StateStore state =
          new StateStore(indexer.elastic(), reader.names().state(), Clock.systemUTC());
      Instant tomorrow = Instant.now().plus(Duration.ofDays(DAYS));
      state.saveVisibly(Checkpoints.WATERMARK, new Checkpoints.Watermark(tomorrow, null, null));
      insert(2);
      IndexReport report = indexer.sync();
      assertThat(report.warnings()).singleElement().asString().contains("a clock has jumped");
      assertThat(report.readThrough()).isBefore(Instant.now().plusSeconds(1));
      assertThat(indexer.sales()).containsOnlyKeys("1", "2");
      assertThat(indexer.sync().warnings()).isEmpty();
    }
  }

  @Test
  void oursMayBeWrong() throws Exception {
    Clock behind = Clock.offset(Clock.systemUTC(), Duration.ofDays(-DAYS));
    try (TestIndexer indexer = TestIndexer.open(reader, behind)) {
      insert(1);
      Instant before = table.now(ZoneOffset.UTC).toInstant(ZoneOffset.UTC);
      IndexReport report = indexer.sync();
      assertThat(report.warnings()).isEmpty();
      assertThat(report.readThrough()).isAfterOrEqualTo(before.minusSeconds(1));
    }
  }
}
