package io.saleslens.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.app.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands fail at URLs that hold a password, with all stack traces and log lines shown. */
class StackTracesTest {
  private static final String SECRET = "s3cret-W0rd";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://127.0.0.1:1/shop?user=u&password=s3cret-W0rd",
        "jdbc:mysql://127.0.0.1:1/shop?PASSWORD=s3cret-W0rd",
        "jdbc:mysql://127.0.0.1:1/shop?%70assword=s3cret-W0rd",
        "jdbc:mysql://127.0.0.1:1/shop?password=s3cret%2DW0rd",
        "jdbc:mysql://u:s3cret-W0rd@127.0.0.1:1/shop",
        "jdbc:mysql://u:s3cret-W0rd/x@127.0.0.1:1/shop",
        "jdbc:mysql://u:s3cret-W0rd?x@127.0.0.1:1/shop",
        "jdbc:mysql://u:a@s3cret-W0rd@127.0.0.1:1/shop",
        "jdbc:mysql://address=(host=127.0.0.1)(port=1)(password=s3cret-W0rd)/shop",
        "jdbc:mysql://(host=127.0.0.1,port=1,user=u,password=s3cret-W0rd)/shop",
        "jdbc:mysql://[u:s3cret-W0rd@127.0.0.1:1,(host=127.0.0.1,port=2,password1=s3cret-W0rd)]/shop",
        "jdbc:mysql://127.0.0.1:1:2/shop?password=s3cret-W0rd",
        "jdbc:mysql://u:s3cret-W0rd@127.0.0.1:x/shop",
        "jdbc:mysql://(host=127.0.0.1,password=s3cret-W0rd/shop",
        "jdbc:mysql:/u:s3cret-W0rd@127.0.0.1/shop",
        "jdbc:mysql://127.0.0.1:1/shop?trustCertificateKeyStoreUrl=file:/none&trustCertificateKeyStorePassword=s3cret-W0rd",
        "jdbc:mysql://127.0.0.1:1/shop?password=s3cret-W0rd&connectTimeout=soon",
        "JDBC:MYSQL://u:s3cret-W0rd@127.0.0.1:1/shop",
      })
  void noUrlOfMysqlIsShownWithItsPassword(String url) throws IOException {
    Path file = Files.writeString(folder.resolve("sales.csv"), "id,store_id,amount_sale,sold_at\n");
    assertHidden(Map.of("SALESLENS_MYSQL_URL", url), "load", file.toString());
    assertHidden(Map.of("SALESLENS_MYSQL_URL", url), "doctor");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://elastic:s3cret-W0rd@127.0.0.1:1",
        "http://127.0.0.1:1/?key=s3cret-W0rd",
        "http://elastic:s3cret-W0rd@[::1",
        "elastic:s3cret-W0rd@127.0.0.1:1",
        "http://elastic:a b@s3cret-W0rd@127.0.0.1:1"
      })
  void noOtherUrlIsEither(String url) {
    assertHidden(Map.of("SALESLENS_ELASTICSEARCH_URL", url), "sync");
    assertHidden(Map.of("SALESLENS_KIBANA_URL", url), "kibana", "import");
    assertHidden(
        Map.of("SALESLENS_WEBHOOKS_URL", url, "SALESLENS_WEBHOOKS_SECRET", SECRET), "serve");
  }

  private static void assertHidden(Map<String, String> settings, String... command) {
    Map<String, String> environment = new HashMap<>();
    environment.put("SALESLENS_MYSQL_URL", "jdbc:mysql://127.0.0.1:1/shop");
    environment.put("SALESLENS_MYSQL_USER", "u");
    environment.put("SALESLENS_MYSQL_PASSWORD", SECRET);
    environment.put("SALESLENS_MYSQL_CONNECT_TIMEOUT", "PT1S");
    environment.put("SALESLENS_ELASTICSEARCH_URL", "http://127.0.0.1:1");
    environment.put("SALESLENS_SYNC_PATIENCE", "PT0S");
    environment.put("SALESLENS_LEASE_WAIT", "PT0S");
    environment.put("SALESLENS_STACK_TRACES", "1");
    environment.put("SALESLENS_API_PORT", "1");
    environment.putAll(settings);

    Cli.Result result = Cli.run(environment, command);

    assertThat(result.exitCode()).as(result.err()).isNotZero();
    assertThat(result.out() + result.err())
        .as(String.join(" ", command) + settings)
        .doesNotContain(SECRET, "W0rd");
  }
}
