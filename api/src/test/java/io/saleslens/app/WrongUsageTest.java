package io.saleslens.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.saleslens.indexer.testing.TestSettings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong before any server is asked: exit code 2, and a message that names the way out. */
class WrongUsageTest {
  private static final TestSettings NO_SERVERS =
      TestSettings.none()
          .with("mysql.url", "jdbc:mysql://127.0.0.1:1/none")
          .with("elasticsearch.url", "http://127.0.0.1:1");

  @TempDir private Path folder;

  static Stream<Arguments> commandLines() {
    return Stream.of(
        arguments("", "Name a command.", "'saleslens --help'"),
        arguments("synk", "Unmatched argument at index 0: 'synk'", "Did you mean: saleslens sync"),
        arguments("sync --verbos", "Unknown option: '--verbos'", "'saleslens sync --help'"),
        arguments("backfill --to 2023-05-01", "--to needs --from.", ""),
        arguments("refresh --to 2023-05-01", "--to needs --from.", ""),
        arguments(
            "backfill --from 2023-05-02 --to 2023-05-01",
            "--from 2023-05-02 is after --to 2023-05-01.",
            ""),
        arguments("refresh --from 2023-02-30", "'2023-02-30' is not a day such as", "--from"),
        arguments("load", "Missing required parameter: 'FILE.csv[.gz]'", "'saleslens load --help'"),
        arguments("sync --config no.yaml", "Settings file no.yaml cannot be read", ""),
        arguments("sandbox --mysql-port 70000", "--mysql-port is 70000; 1 to 65535", ""),
        arguments("sandbox --elasticsearch-port x", "'x' is not an int", "--elasticsearch-port"),
        arguments("demo --sales 0", "sales = 0 is not allowed: must be 1 to", ""),
        arguments("demo --days 0", "days = 0 is not allowed", ""),
        arguments("demo --sales many", "'many' is not a long", "--sales"),
        arguments(
            "kibana import --keep-edited --overwrite",
            "--keep-edited and --overwrite exclude each other; give one.",
            ""),
        arguments(
            "kibana import --url kibana:5601",
            "saleslens.kibana.url (SALESLENS_KIBANA_URL) is 'kibana:5601'; it must be an http://",
            ""),
        arguments("kibana import --space a/b", "(SALESLENS_KIBANA_SPACE) is 'a/b'", ""),
        arguments("kibana export", "Missing required parameter: 'DIR'", "'saleslens kibana export"),
        arguments("kibana", "Name a command: export, import.", "'saleslens kibana --help'"),
        arguments(
            "demo --csv no.csv", "CSV file no.csv cannot be read: there is no such file.", ""));
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void ofTheCommandLine(String typed, String message, String hint) {
    String[] arguments = typed.isEmpty() ? new String[0] : typed.split(" ");
    Cli.Result result = Cli.run(NO_SERVERS, arguments);
    assertThat(result.err()).startsWith("saleslens: ").contains(message, hint);
    assertThat(result.errLines()).hasSizeLessThanOrEqualTo(3);
    assertThat(result.exitCode()).isEqualTo(Main.WRONG_USAGE);
    assertThat(result.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zone | Asia/Seul | saleslens.zone (SALESLENS_ZONE) is 'Asia/Seul'; it must be a time zone",
        "api.port | http | saleslens.api.port (SALESLENS_API_PORT) is 'http'; it must be a whole",
        "sync.overlap | 10 | saleslens.sync.overlap (SALESLENS_SYNC_OVERLAP) is '10'; it must be",
        "elasticsearch.url | localhost | is 'localhost'; it must be an http:// or https:// URL",
        "mysql.url | jdbc:postgresql://x/y | it must start with jdbc:mysql://",
        "index.prefix | Sales_ | it must be lower-case letters",
        "schedule.sync | hourly | is 'hourly'; it must be a Quartz cron expression such as '0 0 0/6",
        "schedule.refresh | 0 0 0 30 2 ? | (SALESLENS_SCHEDULE_REFRESH) is '0 0 0 30 2 ?'; it must",
        "log.format | xml | SALESLENS_LOG_FORMAT is 'xml'; it must be one of text, ecs.",
        "log.level | chatty | SALESLENS_LOG_LEVEL is 'chatty'; it must be one of TRACE, DEBUG",
        "elasticsearch.user | elastic | saleslens.elasticsearch.password go together",
      })
  void ofTheSettings(String key, String value, String message) {
    Cli.Result result = Cli.run(NO_SERVERS.with(key, value), "sync");
    assertThat(result.err()).startsWith("saleslens: ").contains(message).hasLineCount(1);
    assertThat(result.exitCode()).isEqualTo(Main.WRONG_USAGE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "saleslens: {mysql: {ulr: x}} | has the unknown key saleslens.mysql.ulr. Known keys: ",
        "saleslens: [ | is not valid YAML",
        "saleslens: {zone: Mars} | saleslens.zone (SALESLENS_ZONE) is 'Mars'",
      })
  void ofTheSettingsFile(String yaml, String message) throws Exception {
    Path file = Files.writeString(folder.resolve("saleslens.yaml"), yaml);
    Cli.Result result = Cli.run(NO_SERVERS, "sync", "--config", file.toString());
    assertThat(result.err()).startsWith("saleslens: ").contains(message);
    assertThat(result.exitCode()).isEqualTo(Main.WRONG_USAGE);
  }

  @Test
  void withoutMysqlTheMessageSaysHowToSetIt() {
    Cli.Result result = Cli.run(TestSettings.none(), "load", "x.csv");
    assertThat(result.err()).contains("saleslens.mysql.url is missing", "SALESLENS_MYSQL_URL");
    assertThat(result.exitCode()).isEqualTo(Main.WRONG_USAGE);
  }

  @Test
  void aSandboxOnATakenPortIsRefused() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Cli.Result result = Cli.run(NO_SERVERS, "sandbox", "--mysql-port", port);
      assertThat(result.err()).contains("Port " + port + " for MySQL cannot be used");
      assertThat(result.exitCode()).isEqualTo(Main.WRONG_USAGE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "sandbox",
        "load",
        "init",
        "backfill",
        "sync",
        "refresh",
        "serve",
        "run",
        "token",
        "kibana",
        "kibana export",
        "kibana import",
        ""
      })
  void everyCommandHasHelp(String command) {
    Cli.Result result = Cli.run(NO_SERVERS, (command + " --help").strip().split(" "));
    assertThat(result.exitCode()).isEqualTo(Main.DONE);
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .startsWith(("Usage: saleslens " + command).strip())
        .contains("-h, --help")
        .hasLineCount((int) result.out().lines().filter(line -> line.length() <= 80).count());
  }
}
