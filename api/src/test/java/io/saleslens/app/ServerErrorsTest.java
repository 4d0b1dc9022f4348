package io.saleslens.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the servers, the table and the rows can do to a command; and that it tells no secret. */
@Timeout(60)
class ServerErrorsTest extends WithServers {
  private static final String CARD = "4111111111111111";
  private static final String WRONG_PASSWORD = "not-the-password";

  @TempDir private Path folder;
  private final StringBuilder printed = new StringBuilder();

  private Cli.Result run(TestSettings settings, String... arguments) {
    Cli.Result result = Cli.run(settings, arguments);
    printed.append(result.out()).append(result.err());
    return result;
  }

  @AfterEach
  void nothingPrintedIsSecretNorMeantForProgrammers() {
    assertThat(printed.toString())
        .isNotEmpty()
        .doesNotContain(
            CARD, WRONG_PASSWORD, servers.mysqlPassword(), settings.pepper().value(), "\tat ");
  }

  private static void assertWrong(Cli.Result result, String... message) {
    assertThat(result.err()).contains(message);
    assertThat(result.out()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(Main.WRONG_USAGE);
  }

  private static void assertFailed(Cli.Result result, String... message) {
    assertThat(result.err()).contains(message);
    assertThat(result.out()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(Main.FAILED);
  }

  @Test
  void aWrongPassword() {
    assertWrong(
        run(settings.with("mysql.password", WRONG_PASSWORD), "sync"),
        "saleslens: MySQL " + servers.mysqlUrl().replaceAll("\\?.*", "") + " refused user '",
        "SALESLENS_MYSQL_PASSWORD");
  }

  @Test
  void aWrongPasswordInTheUrl() {
    String url = servers.mysqlUrl() + (servers.mysqlUrl().contains("?") ? "&" : "?");
    assertWrong(
        run(
            settings
                .with("mysql.url", url + "password=" + WRONG_PASSWORD)
                .with("mysql.password", ""),
            "sync"),
        "refused user '");
  }

  @Test
  void mysqlIsDown() {
    assertFailed(
        run(settings.with("mysql.url", "jdbc:mysql://127.0.0.1:1/shop"), "sync"),
        "saleslens: MySQL jdbc:mysql://127.0.0.1:1/shop",
        "Is it running?");
  }

  @Test
  void elasticsearchIsDown() {
    assertFailed(
        run(settings.with("elasticsearch.url", "http://127.0.0.1:1"), "sync"),
        "saleslens: Elasticsearch http://127.0.0.1:1",
        "Is it running?");
  }

  @Test
  void anUnknownTable() {
    assertWrong(
        run(settings.with("source.table", "no_such_table"), "sync"),
        "asked for table no_such_table",
        "Check saleslens.source.table");
  }

  @Test
  void anUnknownSchema() {
    String url = servers.mysqlUrl().replaceAll("/[^/?]+(\\?|$)", "/no_such_schema$1");
    Cli.Result result = run(settings.with("mysql.url", url), "sync");
    assertThat(result.exitCode()).as(result.err()).isEqualTo(Main.WRONG_USAGE);
  }

  @Test
  void aMissingColumn() {
    table.execute("ALTER TABLE platform_sales DROP COLUMN remark, DROP COLUMN sold_at");
    assertWrong(
        run(settings, "sync"),
        "Table platform_sales has no column remark (saleslens.source.columns.remark), sold_at (saleslens.source.columns.sold-at)",
        "or 'none' if the table has no such data");
  }

  @Test
  void aTakenPort() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      for (String command : new String[] {"serve", "run"}) {
        assertWrong(
            run(settings.with("api.port", port), command),
            "port " + port + " on 127.0.0.1 is in use",
            "SALESLENS_API_PORT");
      }
    }
  }

  @Test
  void anUnreadableCsvFile() throws Exception {
    assertWrong(
        run(settings, "load", "no.csv"), "CSV file no.csv cannot be read: there is no such");
    assertWrong(run(settings, "load", folder.toString()), "cannot be read: it is a folder");
    Path cut = Files.write(folder.resolve("cut.csv.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0});
    assertWrong(run(settings, "load", cut.toString()), "cut.csv.gz cannot be read");
    Path header = Files.writeString(folder.resolve("header.csv"), "id,price\n1,2\n");
    assertWrong(
        run(settings, "load", header.toString()), "column 'price' of its header is unknown");
  }

  @Test
  void rowsWithoutIdStoreTimeOrAmountAreRejectedAndTheOthersBrought() {
    table.execute("ALTER TABLE platform_sales DROP PRIMARY KEY, MODIFY id BIGINT NULL");
    table.insert(
        TestSale.of(null).with("remark", "paid with " + CARD),
        TestSale.of(2).store(null),
        TestSale.of(3).soldAt(null),
        TestSale.of(4).amount(null).card(CARD),
        TestSale.of(5).card(CARD));
    Cli.Result result = run(settings, "sync");
    assertThat(result.out()).contains("5 rows read", "1 written", "4 rejected");
    assertThat(result.exitCode()).isEqualTo(Main.DONE_WITH_FINDINGS);
  }

  @Test
  void badLinesOfAFileAreNamedByNumberAndTheOthersLoaded() throws Exception {
    Path csv =
        Files.writeString(
            folder.resolve("sales.csv"),
            """
            id,store_id,amount_sale,sold_at,card_number,is_canceled
            1,50,1000,2023-05-01 12:00:00,%1$s,0
            ,50,1000,2023-05-01 12:00:00,,0
            3,50,%1$s.5,2023-05-01 12:00:00,,0
            4,50,1000,%1$s,,0
            5,50,1000
            6,50,1000,2023-05-01 12:00:00,,0
            """
                .formatted(CARD));
    Cli.Result result = run(settings, "load", csv.toString());
    assertThat(result.err())
        .contains(
            "sales.csv, line 3: id is empty",
            "sales.csv, line 4: amount_sale is '411111******1111.5', not a whole number",
            "sales.csv, line 5: ",
            "sales.csv, line 6: 3 fields, expected 6");
    assertThat(result.out()).contains("sales.csv: 2 rows loaded, 4 bad lines");
    assertThat(result.exitCode()).isEqualTo(Main.DONE_WITH_FINDINGS);
    assertThat(table.query("SELECT id FROM platform_sales ORDER BY id"))
        .extracting(row -> row.get("id"))
        .containsExactly("1", "6");
  }
}
