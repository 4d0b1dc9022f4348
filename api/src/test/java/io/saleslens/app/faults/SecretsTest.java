package io.saleslens.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.saleslens.app.ChildCli;
import io.saleslens.app.Cli;
import io.saleslens.app.TestEnvironment;
import io.saleslens.indexer.card.CardMask;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.testing.SecretScan;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Card numbers, passwords and tokens are put wherever they can come in, commands run and fail with
 * all log lines on, and then everything that came out is looked through for them. Only ids of sales
 * and stores are left as they are: one long number in ten looks like a card's, and masked ones
 * would be taken for each other.
 */
@ExtendWith(SandboxExtension.class)
class SecretsTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String WRONG_PASSWORD = "a-password-nobody-has";
  private static final String API_KEY = "YS1rZXktdGhhdC1ub2JvZHktaGFz";
  private static final String TOKEN = "a-token-that-nobody-has";
  private static final String HOOK = "a-hook-that-nobody-has";
  private static final List<String> TEXTS =
      List.of("remark", "raw_data", "result_msg", "num_approval", "extra_payment_id", "platform");

  @TempDir private Path folder;
  private final SecretScan scan = new SecretScan();
  private final List<String> cards = new ArrayList<>();
  private TestServers servers;
  private TestSettings settings;

  private final Logger log = (Logger) LoggerFactory.getLogger("io.saleslens");
  private final Level usual = log.getLevel();

  @BeforeEach
  void logEverything() {
    log.setLevel(Level.DEBUG);
  }

  @AfterEach
  void logAsUsual() {
    log.setLevel(usual);
  }

  @BeforeEach
  void plant(TestServers servers) {
    this.servers = servers;
    this.settings = TestSettings.of(servers).with("source.raw-data", "true");
    scan.plant(servers.mysqlPassword()).plant(settings.pepper().value());
    scan.plant(WRONG_PASSWORD).plant(API_KEY).plant(TOKEN).plant(HOOK);
    for (int digits = 13; digits <= 19; digits++) {
      cards.addAll(SecretScan.spellings(scan.plantCard(digits)));
    }
    for (int digits : new int[] {13, 16, 19}) {
      cards.addAll(SecretScan.disguises(scan.plantCard(digits)));
    }
  }

  @Test
  void nothingThatComesOutHoldsASecret() throws Exception {
    TestTable table = TestTable.create(settings);
    // as some shops have it: amounts and times that can be anything
    table.execute(
        "ALTER TABLE platform_sales MODIFY amount_sale VARCHAR(64), MODIFY sold_at VARCHAR(64), MODIFY platform VARCHAR(64), ADD COLUMN memo VARCHAR(255)");
    int id = 0;
    for (String card : cards) {
      table.insert(good(++id, card), good(++id, "card " + card + ", thanks"));
      table.insert(TestSale.of(++id).with("remark", card).amount(null));
      table.insert(TestSale.of(++id).amount("no. " + card));
      table.insert(TestSale.of(++id).soldAt(card));
    }
    run(0, "init");
    run(3, "backfill");
    run(0, "refresh");
    run(0, "sync");
    run(0, "verify");
    run(0, "rejects", "list");
    run(3, "doctor");
    run(0, "refresh", "--from", "2023-05-01", "--to", "2023-05-02", "--json");
    loadFiles();
    fail();
    service("serve");
    service("run");
    try (Elastic elastic = new Elastic(settings.elastic())) {
      long documents = scan.assertNoneInIndices(elastic, settings.names().prefix());
      assertThat(documents).isGreaterThan(id);
    }
  }

  private static TestSale good(int id, String text) {
    TestSale sale = TestSale.of(id).card(text).with("memo", text);
    for (String column : TEXTS) {
      sale = sale.with(column, text);
    }
    return sale;
  }

  private void loadFiles() throws Exception {
    StringBuilder csv = new StringBuilder("id,store_id,amount_sale,sold_at,card_number,remark\n");
    int id = 10_000;
    for (String card : cards) {
      csv.append("%d,50,1000,2023-05-01 12:00:00,%s,%s%n".formatted(++id, card, card));
      csv.append("%d,50,%s.5,2023-05-01 12:00:00,,%n".formatted(++id, card));
      csv.append("%d,50,1000,%s,,%n".formatted(++id, card));
      csv.append("%d,%s,%n".formatted(++id, card));
      csv.append("%s\"%n".formatted(card));
    }
    Path lines = Files.writeString(folder.resolve("sales.csv"), csv);
    run(3, "load", lines.toString());
    Path header = Files.writeString(folder.resolve("header.csv"), "id," + cards.get(0) + "\n1,2\n");
    run(2, "load", header.toString());
    run(3, "backfill");
  }

  private void fail() {
    run(2, settings.with("mysql.password", WRONG_PASSWORD), "sync");
    run(
        2,
        settings.with("mysql.url", url("password=" + WRONG_PASSWORD)).with("mysql.password", ""),
        "backfill");
    run(1, settings.with("mysql.url", "jdbc:mysql://127.0.0.1:1/shop"), "sync");
    run(
        1,
        settings
            .with("elasticsearch.url", "http://127.0.0.1:1")
            .with("elasticsearch.api-key", API_KEY),
        "sync");
    run(
        1,
        settings
            .with("elasticsearch.url", "http://127.0.0.1:1")
            .with("elasticsearch.user", "elastic")
            .with("elasticsearch.password", WRONG_PASSWORD),
        "refresh");
    run(2, settings.with("zone", cards.get(0)), "sync");
    run(
        2,
        settings.with("elasticsearch.url", "http://elastic:" + WRONG_PASSWORD + "@127.0.0.1"),
        "sync");
    run(2, settings.with("webhooks.url", "http://elsewhere.example/" + HOOK), "sync");
    run(2, settings.with("card.pepper", "other than before"), "sync");
  }

  private String url(String parameter) {
    return servers.mysqlUrl() + (servers.mysqlUrl().contains("?") ? "&" : "?") + parameter;
  }

  /** Asks the API with cards and tokens where people put them. */
  private void service(String command) throws Exception {
    int port = freePort();
    TestSettings service =
        settings
            .with("api.port", Integer.toString(port))
            .with("schedule.sync", "* * * * * ?")
            .with("schedule.refresh", "* * * * * ?")
            .with("webhooks.url", "https://127.0.0.1:1/" + HOOK)
            .with("webhooks.secret", HOOK);
    Path work = Files.createDirectory(folder.resolve(command));
    try (ChildCli child = ChildCli.start(work, environment(service), command)) {
      child.awaitReady(port);
      scan.assertNoneInProcessArguments();
      HttpClient client = HttpClient.newHttpClient();
      for (String card : cards) {
        String encoded = URLEncoder.encode(card, StandardCharsets.UTF_8);
        for (String path :
            List.of(
                "/api/v1/aov/daily?store_id=" + encoded,
                "/api/v1/aov/daily?from=" + encoded,
                "/api/v1/frauds/" + encoded.replace("+", "%20"),
                "/api/v1/" + encoded.replace("+", "%20"),
                "/api/v1/frauds?after=" + encoded)) {
          HttpRequest request =
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                  .header("Authorization", "Bearer " + TOKEN)
                  .header("X-Request-Id", CardMask.digits(card))
                  .timeout(LIMIT)
                  .build();
          client.send(request, BodyHandlers.discarding());
        }
      }
      child.terminate(LIMIT);
      scan.assertNoneIn("output of " + command, child.out());
      scan.assertNoneIn("log of " + command, child.err());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private void run(int exitCode, String... arguments) {
    run(exitCode, settings, arguments);
  }

  private void run(int exitCode, TestSettings settings, String... arguments) {
    Cli.Result result = Cli.run(environment(settings), arguments);
    String name = String.join(" ", arguments);
    scan.assertNoneIn("output of " + name, result.out());
    scan.assertNoneIn("log of " + name, result.err());
    assertThat(result.exitCode()).as(name + result.err()).isEqualTo(exitCode);
  }

  private static Map<String, String> environment(TestSettings settings) {
    Map<String, String> environment = new HashMap<>(TestEnvironment.of(settings));
    environment.put("SALESLENS_LOG_LEVEL", "DEBUG");
    environment.put("SALESLENS_STACK_TRACES", "1");
    return environment;
  }
}
