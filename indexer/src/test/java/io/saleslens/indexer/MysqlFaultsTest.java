package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saleslens.indexer.mysql.MysqlException;
import io.saleslens.indexer.testing.TestIndexer;
import io.saleslens.indexer.testing.TestProxy;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** MySQL fails while it is read: the run waits and goes on behind the last row it had. */
class MysqlFaultsTest extends WithServers {
  private static final int ROWS = 300;

  /** So long that the rows of a page do not fit into the buffers on the way. */
  private static final String LONG_REMARK = "r".repeat(10_000);

  private TestProxy proxy;

  @BeforeEach
  void openProxy() {
    proxy = TestProxy.before(settings.values().get("mysql.url"));
  }

  @AfterEach
  void closeProxy() {
    proxy.close();
  }

  /** Small pages and bodies, so that a run has many steps. */
  private TestSettings manySteps() {
    return settings.with("bulk.bytes", "4096").with("sync.page-size", "50");
  }

  private TestSettings throughProxy() {
    return manySteps().with("mysql.url", proxy.through(settings.values().get("mysql.url")));
  }

  private TestSettings withUrlOption(String option) {
    return manySteps().with("mysql.url", settings.values().get("mysql.url") + "?" + option);
  }

  private static List<TestSale> sales(Object created, Object modified) {
    return IntStream.rangeClosed(1, ROWS)
        .mapToObj(
            id ->
                TestSale.of(id)
                    .with("created", created)
                    .modified(modified)
                    .soldAt(LocalDate.of(2023, 5, 1 + id % 28) + " 12:00:00"))
        .toList();
  }

  private static Progress once(int rows, Runnable action) {
    AtomicBoolean done = new AtomicBoolean();
    return new Every(
        rows,
        () -> {
          if (!done.getAndSet(true)) {
            action.run();
          }
        });
  }

  /** Does something whenever so many more rows are done. */
  private static final class Every implements Progress {
    private final int rows;
    private final Runnable action;
    private long done;

    Every(int rows, Runnable action) {
      this.rows = rows;
      this.action = action;
    }

    @Override
    public void begin(String phase, long total) {}

    @Override
    public void advance(long steps) {
      long before = done;
      done += steps;
      if (before / rows != done / rows) {
        action.run();
      }
    }
  }

  private int killed;

  /** Kills all other sessions of this test's schema. */
  private void killSessions() {
    List<Map<String, String>> sessions =
        table.query(
            "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()");
    for (Map<String, String> session : sessions) {
      table.execute("KILL CONNECTION " + session.get("id"));
      killed++;
    }
  }

  private static IndexReport backfill(TestIndexer indexer, Progress progress) {
    try {
      return indexer.indexer().backfill(Optional.empty(), Optional.empty(), progress);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aBackfillGoesOnWhenItsConnectionIsKilledAgainAndAgain() {
    table.insert(sales("2023-06-01 00:00:00", "2023-06-01 00:00:00"));
    TestIndexer slow = open(manySteps());
    IndexReport report = backfill(slow, new Every(60, this::killSessions));
    assertThat(killed).isGreaterThanOrEqualTo(4);
    assertThat(report.rowsRead()).isEqualTo(ROWS);
    assertThat(report.written()).isEqualTo(ROWS);
    assertThat(indexer.sales()).hasSize(ROWS);
  }

  @Test
  void aSyncGoesOnAlsoBetweenItsLanes() throws Exception {
    indexer.backfill();
    LocalDateTime now = now();
    table.insert(sales(now, now));
    table.update(1, Map.of("amount_sale", 77));
    // the second lane: rows without modified
    table.execute("UPDATE platform_sales SET modified = NULL WHERE id > 150");
    TestIndexer slow = open(manySteps());
    IndexReport report = slow.indexer().sync(new Every(50, this::killSessions));
    assertThat(killed).isGreaterThanOrEqualTo(4);
    assertThat(report.rowsRead()).isEqualTo(ROWS);
    assertThat(report.written()).isEqualTo(ROWS);
    assertThat(indexer.sales()).hasSize(ROWS);
  }

  /** Wherever in its protocol a connection breaks, the rows are the same. */
  @Test
  void aConnectionMayBreakAtAnyByte() {
    table.insert(sales("2023-06-01 00:00:00", "2023-06-01 00:00:00"));
    TestIndexer broken = open(throughProxy());
    int cuts = 8;
    for (int i = 0; i < cuts; i++) {
      proxy.cutAfterAnswered(2_000 + i * 2_991);
      assertThat(backfill(broken, Progress.NONE).rowsRead()).isEqualTo(ROWS);
    }
    assertThat(proxy.faults()).isEqualTo(cuts);
    assertThat(indexer.sales()).hasSize(ROWS);
  }

  @Test
  void aConnectionThatTheServerGaveUpWhileWeWereSlowIsMadeAnew() {
    table.insert(sales("2023-06-01 00:00:00", "2023-06-01 00:00:00"));
    TestIndexer slow = open(withUrlOption("sessionVariables=wait_timeout=1"));
    IndexReport report = backfill(slow, once(150, this::untilNobodyElseIsConnected));
    assertThat(report.rowsRead()).isEqualTo(ROWS);
    assertThat(indexer.sales()).hasSize(ROWS);
  }

  private void untilNobodyElseIsConnected() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                table
                    .query(
                        "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()")
                    .isEmpty());
  }

  @Test
  void anAnswerThatTheServerGaveUpWhileWeWereSlowIsAskedForAgain() {
    table.insert(
        sales("2023-06-01 00:00:00", "2023-06-01 00:00:00").stream()
            .map(sale -> sale.with("remark", LONG_REMARK))
            .toList());
    for (int i = 0; i < 4; i++) {
      table.execute(
          "INSERT INTO platform_sales (id, created, modified, remark, amount_sale, is_canceled, sold_at, store_id) SELECT id + (SELECT MAX(id) FROM platform_sales), created, modified, remark, amount_sale, is_canceled, sold_at, store_id FROM platform_sales");
    }
    int rows = ROWS << 4;
    TestIndexer slow =
        open(
            settings.with(
                "mysql.url",
                settings.values().get("mysql.url") + "?netTimeoutForStreamingResults=1"));
    IndexReport report = backfill(slow, once(500, this::untilNobodyElseIsConnected));
    assertThat(report.rowsRead()).isEqualTo(rows);
    assertThat(report.written()).isEqualTo(rows);
  }

  @Test
  void aTableThatIsLockedIsWaitedFor() throws Exception {
    indexer.backfill();
    table.insert(sales(now(), now()));
    TestIndexer impatientServer = open(withUrlOption("sessionVariables=lock_wait_timeout=1"));
    try (Connection other = connect();
        Statement statement = other.createStatement()) {
      CompletableFuture<IndexReport> sync;
      CompletableFuture<Void> atLock = new CompletableFuture<>();
      sync =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return impatientServer
                      .indexer()
                      .sync(
                          new Progress() {
                            @Override
                            public void begin(String phase, long total) {
                              lock(statement);
                              atLock.complete(null);
                            }

                            @Override
                            public void advance(long steps) {}
                          });
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      atLock.get(60, TimeUnit.SECONDS);
      Awaitility.await().during(Duration.ofMillis(1_500)).until(() -> !sync.isDone());
      statement.execute("UNLOCK TABLES");
      assertThat(sync.get(60, TimeUnit.SECONDS).written()).isEqualTo(ROWS);
    }
  }

  private static void lock(Statement statement) {
    try {
      statement.execute("LOCK TABLES platform_sales WRITE");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection connect() throws SQLException {
    Map<String, String> values = settings.values();
    return DriverManager.getConnection(
        values.get("mysql.url"), values.get("mysql.user"), values.get("mysql.password"));
  }

  @Test
  void aServerThatIsAwayForAWhileIsWaitedFor() throws Exception {
    table.insert(sales("2023-06-01 00:00:00", "2023-06-01 00:00:00"));
    TestIndexer broken = open(throughProxy());
    CompletableFuture<IndexReport> run =
        CompletableFuture.supplyAsync(() -> backfill(broken, once(100, proxy::refuse)));
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> proxy.faults() >= 4);
    assertThat(run).isNotDone();
    proxy.heal();
    IndexReport report = run.get(60, TimeUnit.SECONDS);
    assertThat(report.rowsRead()).isEqualTo(ROWS);
    assertThat(indexer.sales()).hasSize(ROWS);
  }

  @Test
  void aConnectionOverWhichNothingComesAnyMoreIsGivenUp() throws Exception {
    table.insert(sales("2023-06-01 00:00:00", "2023-06-01 00:00:00"));
    TestIndexer broken =
        open(
            throughProxy()
                .with("mysql.read-timeout", "PT1S")
                .with("mysql.connect-timeout", "PT1S"));
    CompletableFuture<IndexReport> run =
        CompletableFuture.supplyAsync(() -> backfill(broken, once(100, proxy::fallSilent)));
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> proxy.accepted() >= 3);
    proxy.heal();
    assertThat(run.get(60, TimeUnit.SECONDS).rowsRead()).isEqualTo(ROWS);
    assertThat(indexer.sales()).hasSize(ROWS);
  }

  @Test
  void aServerThatStaysAwayEndsTheRunWhichGoesOnLater() throws Exception {
    table.insert(sales("2023-06-01 00:00:00", "2023-06-01 00:00:00"));
    TestIndexer broken = open(throughProxy().with("sync.patience", "PT0.5S"));
    assertThatThrownBy(() -> backfill(broken, once(100, proxy::refuse)))
        .isInstanceOf(MysqlException.class)
        .hasMessageStartingWith("MySQL jdbc:mysql://127.0.0.1:")
        .hasMessageContaining("Is it running?");
    assertThat(proxy.faults()).isGreaterThanOrEqualTo(2);
    proxy.heal();
    assertThat(indexer.backfill().rowsRead()).isLessThan(ROWS);
    assertThat(indexer.sales()).hasSize(ROWS);
  }

  @Test
  void aServerThatIsAwayFromTheBeginningIsToldWithinSeconds() {
    TestIndexer broken = open(throughProxy());
    proxy.refuse();
    assertThatThrownBy(() -> backfill(broken, Progress.NONE))
        .isInstanceOf(MysqlException.class)
        .hasMessageContaining("Is it running?");
    assertThat(proxy.faults()).isBetween(2, 8);
  }

  @Test
  void aWaitForTheServerEndsWithAnInterrupt() throws Exception {
    table.insert(sales("2023-06-01 00:00:00", "2023-06-01 00:00:00"));
    TestIndexer broken = open(throughProxy());
    Throwable[] ended = new Throwable[1];
    Thread run =
        new Thread(
            () -> {
              try {
                broken
                    .indexer()
                    .backfill(Optional.empty(), Optional.empty(), once(100, proxy::refuse));
              } catch (InterruptedException | RuntimeException e) {
                ended[0] = e;
              }
            });
    run.start();
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> proxy.faults() >= 4);
    run.interrupt();
    run.join(Duration.ofSeconds(10).toMillis());
    assertThat(ended[0]).isInstanceOf(InterruptedException.class);
  }

  /** A replica: nothing can be written there, and nothing has to be. */
  @Test
  void anAccountThatMayOnlyReadOnAServerThatIsReadOnlySuffices() throws Exception {
    table.insert(sales("2023-06-01 00:00:00", "2023-06-01 00:00:00"));
    String reader = "reader_" + Long.toString(System.nanoTime(), 36);
    String schema = table.query("SELECT DATABASE() AS name").get(0).get("name");
    table.execute("CREATE USER '%s'@'%%' IDENTIFIED BY 'p'".formatted(reader));
    try {
      table.execute("GRANT SELECT ON %s.* TO '%s'@'%%'".formatted(schema, reader));
      TestIndexer reading =
          open(
              withUrlOption("sessionVariables=transaction_read_only=1")
                  .with("mysql.user", reader)
                  .with("mysql.password", "p"));
      assertThat(reading.backfill().written()).isEqualTo(ROWS);
      table.insert(TestSale.of(ROWS + 1).modified(now()));
      assertThat(reading.sync().written()).isEqualTo(1);
    } finally {
      table.execute("DROP USER '%s'@'%%'".formatted(reader));
    }
  }
}
