package io.saleslens.indexer.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saleslens.indexer.imports.ImportOutcome.AlreadyCollected;
import io.saleslens.indexer.imports.ImportOutcome.Conflict;
import io.saleslens.indexer.imports.ImportOutcome.NothingAccepted;
import io.saleslens.indexer.imports.ImportOutcome.Planned;
import io.saleslens.indexer.imports.ImportOutcome.Stored;
import io.saleslens.indexer.imports.ImportTask.Day;
import io.saleslens.indexer.imports.ImportTask.Kind;
import io.saleslens.indexer.imports.ImportTask.State;
import io.saleslens.indexer.imports.file.FileFormat;
import io.saleslens.indexer.imports.file.ImportException;
import io.saleslens.indexer.imports.file.Refusal;
import io.saleslens.indexer.mysql.MysqlException;
import io.saleslens.indexer.testing.SmallDisk;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestMysql;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A day of a source is stored at most once, whole, whatever comes in between. */
@ExtendWith(SandboxExtension.class)
class ImportsTest {
  private static final String HEADER = "id,store_id,amount_sale,card_number,sold_at\n";
  private static final LocalDate MAY_1 = LocalDate.parse("2023-05-01");

  private static TestSettings settings;
  private static TestTable table;

  @TempDir private Path dir;
  private Imports imports;

  /** Each test has its own. */
  private String source;

  @BeforeAll
  static void server(TestMysql mysql) {
    settings = TestSettings.of(mysql);
    table = TestTable.over(settings);
  }

  @BeforeEach
  void open(TestInfo test) {
    source = "shop-" + Integer.toHexString(test.getDisplayName().hashCode());
    imports = over(dir);
    imports.prepare();
  }

  private static Imports over(Path dir) {
    return over(dir, 100_000);
  }

  private static Imports over(Path dir, long mostBytes) {
    TestSettings here =
        settings
            .with("imports.mysql.url", settings.values().get("mysql.url"))
            .with("imports.mysql.user", settings.values().get("mysql.user"))
            .with("imports.mysql.password", settings.values().get("mysql.password"))
            .with("imports.max-bytes", String.valueOf(mostBytes))
            .with("imports.dir", dir.toString());
    return new Imports(ImportSettings.from(here.reader(), here.pepper()).orElseThrow());
  }

  private ImportRequest request(boolean replace) {
    return new ImportRequest(
        source, Optional.empty(), FileFormat.CSV, "/tmp/of may.csv", replace, "a test");
  }

  private ImportOutcome store(String csv, boolean replace)
      throws IOException, InterruptedException {
    return imports.store(stream(csv), request(replace));
  }

  private static ByteArrayInputStream stream(String csv) {
    return new ByteArrayInputStream((HEADER + csv).getBytes(StandardCharsets.UTF_8));
  }

  private ImportTask stored(String csv, boolean replace) throws IOException, InterruptedException {
    ImportOutcome outcome = store(csv, replace);
    assertThat(outcome).isInstanceOf(Stored.class);
    return ((Stored) outcome).task();
  }

  private List<Map<String, String>> sales() {
    return table.query(
        "SELECT id, amount_sale, sold_at, created, modified, task_id FROM saleslens_imported_sales"
            + " WHERE source = ? ORDER BY id",
        source);
  }

  private List<String> ids() {
    return sales().stream().map(it -> it.get("id").substring(source.length() + 1)).toList();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      return files
          .filter(Files::isRegularFile)
          .map(dir::relativize)
          .filter(it -> !it.startsWith("locks"))
          .toList();
    }
  }

  @Test
  void storesTheGoodRowsAndNamesTheBadOne() throws Exception {
    ImportTask task =
        stored(
            """
            1,50,1000,4111-11**-****-1111,2023-05-01 00:10:00
            2,50,much,4111-11**-****-1111,2023-05-01 12:00:00
            3,50,3000,4111-11**-****-1111,2023-05-02 12:00:00
            """,
            false);
    assertThat(task.accepted()).isEqualTo(2);
    assertThat(task.refused()).isEqualTo(1);
    assertThat(task.refusals())
        .singleElement()
        .returns(2L, Refusal::row)
        .returns("amount_sale", Refusal::field);
    assertThat(task.days())
        .containsExactly(new Day(MAY_1, 1, Kind.NEW), new Day(MAY_1.plusDays(1), 1, Kind.NEW));
    assertThat(ids()).containsExactly("2023-05-01:1", "2023-05-02:3");
    // 00:10 in Seoul
    assertThat(sales().get(0)).containsEntry("sold_at", "2023-04-30 15:10:00");
    assertThat(sales())
        .allSatisfy(it -> assertThat(it.get("modified")).isEqualTo(it.get("created")))
        .allSatisfy(it -> assertThat(it.get("task_id")).isEqualTo(String.valueOf(task.id())));
    assertThat(imports.find(task.id())).contains(task);
    assertThat(files())
        .containsExactly(Path.of("archive", source, "2023-05-01", task.id() + "-of_may.csv"));
  }

  @Test
  void ofTwentyAtOnceOneIsStored() throws Exception {
    StringBuilder csv = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      csv.append(i).append(",50,1000,,2023-05-0").append(1 + i % 5).append(" 12:00:00\n");
    }
    Callable<ImportOutcome> one = () -> store(csv.toString(), false);
    ExecutorService clients = Executors.newFixedThreadPool(20);
    List<ImportOutcome> outcomes = new ArrayList<>();
    try {
      for (Future<ImportOutcome> it : clients.invokeAll(Collections.nCopies(20, one))) {
        outcomes.add(it.get());
      }
    } finally {
      clients.shutdownNow();
    }
    assertThat(outcomes).filteredOn(it -> it instanceof Stored).hasSize(1);
    assertThat(outcomes).filteredOn(it -> it instanceof AlreadyCollected).hasSize(19);
    assertThat(sales()).hasSize(500);
    assertThat(imports.newest(Optional.empty(), Optional.of(source), Optional.empty(), 9))
        .hasSize(1);
    assertThat(files()).hasSize(1);
  }

  @Test
  void theSameAgainIsNothingNewAndOtherContentIsRefusedUnlessItReplacesTheDay() throws Exception {
    ImportTask first = stored("1,50,1000,,2023-05-01\n2,50,2000,,2023-05-01\n", false);
    assertThat(store("1,50,1000,,2023-05-01\n2,50,2000,,2023-05-01\n", false))
        .isEqualTo(new AlreadyCollected(List.of(MAY_1), first.id()));

    String other = "2,50,2500,,2023-05-01\n3,50,1,,2023-05-02\n";
    assertThat(store(other, false)).isEqualTo(new Conflict(List.of(MAY_1)));
    assertThat(imports.plan(stream(other), request(false))).isInstanceOf(Conflict.class);
    assertThat(imports.plan(stream(other), request(true))).isInstanceOf(Planned.class);
    assertThat(ids()).containsExactly("2023-05-01:1", "2023-05-01:2");

    ImportTask second = stored(other, true);
    assertThat(second.days()).extracting(Day::kind).containsExactly(Kind.REPLACED, Kind.NEW);
    assertThat(ids()).containsExactly("2023-05-01:2", "2023-05-02:3");
    assertThat(sales().get(0)).containsEntry("amount_sale", "2500");

    ImportTask third = stored("2,50,2500,,2023-05-01\n4,50,1,,2023-05-03\n", false);
    assertThat(third.days()).extracting(Day::kind).containsExactly(Kind.UNCHANGED, Kind.NEW);
    assertThat(ids()).containsExactly("2023-05-01:2", "2023-05-02:3", "2023-05-03:4");
  }

  @Test
  void salesWithoutAnIdAreCountedByDayAndOneIdTwiceIsRefused() throws Exception {
    ImportTask task =
        stored(
            """
            ,50,1,,2023-05-01
            ,50,1,,2023-05-02
            ,50,1,,2023-05-01
            a,50,1,,2023-05-01
            a,50,2,,2023-05-01
            a,50,2,,2023-05-02
            #1,50,2,,2023-05-02
            """,
            false);
    assertThat(ids())
        .containsExactlyInAnyOrder(
            "2023-05-01:#1", "2023-05-01:#2", "2023-05-01:a", "2023-05-02:#1", "2023-05-02:a");
    assertThat(task.refusals()).extracting(Refusal::row).containsExactly(5L, 7L);
    assertThat(task.refusals()).extracting(Refusal::field).containsOnly("id");
  }

  @Test
  void aFileWithoutAGoodRowLeavesNothing() throws Exception {
    assertThat(store("1,50,much,,2023-05-01\n2,,,,\n", false))
        .isInstanceOfSatisfying(NothingAccepted.class, it -> assertThat(it.refused()).isEqualTo(2));
    assertThatThrownBy(() -> store("1,50,1,,2023-05-01\n".repeat(10_000), false))
        .isInstanceOfSatisfying(
            ImportException.class,
            it -> assertThat(it.code()).isEqualTo(ImportException.TOO_LARGE));
    assertThat(files()).isEmpty();
    assertThat(imports.newest(Optional.empty(), Optional.of(source), Optional.empty(), 9))
        .isEmpty();
  }

  @Test
  void whatFailsInTheMiddleStoresNothing() throws Exception {
    table.execute(
        "ALTER TABLE saleslens_imported_sales ADD CONSTRAINT no_13 CHECK (amount_sale <> 13)");
    try {
      assertThatThrownBy(() -> store("1,50,1,,2023-05-01\n2,50,13,,2023-05-02\n", false))
          .isInstanceOf(MysqlException.class);
    } finally {
      table.execute("ALTER TABLE saleslens_imported_sales DROP CONSTRAINT no_13");
    }
    assertThat(sales()).isEmpty();
    assertThat(table.query("SELECT * FROM saleslens_import_days WHERE source = ?", source))
        .isEmpty();
    assertThat(stored("1,50,1,,2023-05-01\n2,50,13,,2023-05-02\n", false).accepted()).isEqualTo(2);
  }

  @Test
  void aFileThatCouldNotBeArchivedIsSoAtTheNextStart() throws Exception {
    Path inTheWay = Files.createFile(dir.resolve("archive"));
    ImportTask task = stored("1,50,1,,2023-05-01\n", false);
    assertThat(files()).hasSize(2);
    Files.delete(inTheWay);
    Path foreign = Files.createFile(dir.resolve("incoming").resolve("of another process"));

    over(dir).cleanUp();
    assertThat(files())
        .containsExactlyInAnyOrder(
            dir.relativize(foreign),
            Path.of("archive", source, "2023-05-01", task.id() + "-of_may.csv"));
  }

  @Test
  void whatAProcessWasReceivingIsDeletedWhenItDiedAndNotBefore() throws Exception {
    Process receiving = Receiving.start(dir);
    try {
      receiving.getOutputStream().write(HEADER.getBytes(StandardCharsets.UTF_8));
      receiving.getOutputStream().flush();
      Awaitility.await().until(() -> !incoming().isEmpty());
      over(dir).cleanUp();
      assertThat(incoming()).hasSize(1);
    } finally {
      receiving.destroyForcibly().waitFor();
    }
    over(dir).cleanUp();
    assertThat(incoming()).isEmpty();
    assertThat(dir.resolve("locks")).isEmptyDirectory();
  }

  private List<Path> incoming() throws IOException {
    try (Stream<Path> files = Files.list(Files.createDirectories(dir.resolve("incoming")))) {
      return files.toList();
    }
  }

  @Test
  void whatThisProcessIsReceivingStays() throws Exception {
    Path mine = new ImportFolder(dir, 100).spool(stream("1,50,1,,2023-05-01\n"));
    over(dir).cleanUp();
    assertThat(incoming()).containsExactly(mine);
    assertThat(dir.resolve("locks")).isNotEmptyDirectory();
  }

  @Test
  void whatCannotBeStoredIsNotKeptInTheFolder() throws Exception {
    table.execute(
        "ALTER TABLE saleslens_imported_sales ADD CONSTRAINT no_17 CHECK (amount_sale <> 17)");
    try {
      assertThatThrownBy(() -> store("1,50,17,,2023-05-01\n", false))
          .isInstanceOf(MysqlException.class);
    } finally {
      table.execute("ALTER TABLE saleslens_imported_sales DROP CONSTRAINT no_17");
    }
    assertThat(files()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1021, Disk full (/tmp/x); waiting for someone to free some space",
    "1114, The table 'saleslens_imported_sales' is full",
    "3, Error writing file '/tmp/x' (OS errno 28 - No space left on device)",
    "1030, Got error 28 \"No space left on device\" from storage engine InnoDB",
  })
  void aFullDiskUnderMysqlIsNamed(int code, String message) throws Exception {
    table.execute(
        "CREATE TRIGGER full BEFORE INSERT ON saleslens_imported_sales FOR EACH ROW"
            + " SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = %d, MESSAGE_TEXT = '%s'"
                .formatted(code, message.replace("'", "''")));
    String row = code + ",50,1,,2023-05-01\n";
    try {
      assertThatThrownBy(() -> store(row, true))
          .isInstanceOfSatisfying(
              ImportsUnavailableException.class, it -> assertThat(it.isFull()).isTrue())
          .hasMessageContainingAll("MySQL", "It has no room left", "send it again");
    } finally {
      table.execute("DROP TRIGGER full");
    }
    assertThat(files()).isEmpty();
    assertThat(sales()).isEmpty();
    assertThat(stored(row, false).accepted()).isEqualTo(1);
  }

  /** More than are held in memory, so that they are looked for on disk. */
  @Test
  void ofMoreIdsThanMemoryHoldsTheRepeatedOnesAreNamed() throws Exception {
    int rows = 110_000;
    Imports large = over(dir, 20_000_000);

    ImportOutcome outcome = large.plan(stream(ids(rows)), request(false));

    assertThat(outcome).isInstanceOf(Planned.class);
    Planned planned = (Planned) outcome;
    assertThat(planned.accepted()).isEqualTo(rows + 1);
    assertThat(planned.refused()).isEqualTo(3);
    assertThat(planned.refusals())
        .extracting(Refusal::row)
        .containsExactly(rows + 1L, rows + 2L, rows + 4L);
    assertThat(planned.refusals().get(0).reason())
        .isEqualTo("'id 7' is the id of a sale above, of the same day");
    assertThat(files()).isEmpty();
  }

  private static String ids(int rows) {
    StringBuilder csv = new StringBuilder();
    for (int i = 1; i < rows; i++) {
      csv.append("id ").append(i).append(",50,1,,2023-05-01\n");
    }
    // of another day, and so another sale; then two that are there, one without an id
    return csv.append("id 7,50,1,,2023-05-02\n")
        .append("id 7,50,1,,2023-05-01\n")
        .append("id 7,50,1,,2023-05-02\n")
        .append(",50,1,,2023-05-02\n")
        .append("id 109999,50,1,,2023-05-01\n")
        .toString();
  }

  /** Each step that needs room: receiving, and finding repeated ids. */
  @Test
  void aFullDiskUnderTheFolderIsNamed() throws Exception {
    String csv = ids(110_000);
    try (SmallDisk disk = SmallDisk.at(dir.resolve("small"), 64)) {
      Path small = dir.resolve("small");
      Imports here = over(small, 20_000_000);
      for (int kilobytes : new int[] {64, csv.length() / 1024 + 256}) {
        disk.resize(kilobytes);
        assertThatThrownBy(() -> here.store(stream(csv), request(false)))
            .isInstanceOfSatisfying(
                ImportsUnavailableException.class, it -> assertThat(it.isFull()).isTrue())
            .hasMessageContainingAll(small.toString(), "is full", "send it again");
        assertThat(small.resolve("incoming")).isEmptyDirectory();
      }
      disk.resize(20_000);
      assertThat(here.store(stream("1,50,1,,2023-05-01\n"), request(false)))
          .isInstanceOf(Stored.class);
    }
  }

  @Test
  void aTaskIsThereUntilItIsDone() throws Exception {
    ImportTask task = stored("1,50,1,,2023-05-01\n", false);
    assertThat(imports.retry(task.id())).isTrue();
    List<ImportTask> begun = imports.begin();
    assertThat(begun).extracting(ImportTask::id).contains(task.id());
    assertThat(imports.retry(task.id())).isFalse();
    imports.failed(begun, "no luck with 4111111111111111");
    assertThat(imports.find(task.id()).orElseThrow())
        .returns(State.FAILED, ImportTask::state)
        .returns(1, ImportTask::attempts)
        .returns(Optional.of("no luck with 411111******1111"), ImportTask::error);
    assertThat(imports.retry(task.id())).isTrue();
    imports.done(imports.begin());
    assertThat(imports.find(task.id()).orElseThrow().state()).isEqualTo(State.DONE);
    assertThat(imports.retry(task.id())).isFalse();
    assertThat(imports.hasUnfinished()).isFalse();
  }
}
