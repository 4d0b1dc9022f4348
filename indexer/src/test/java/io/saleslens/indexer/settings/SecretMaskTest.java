package io.saleslens.indexer.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {
  private static final String SECRET = "s3cret-W0rd";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://h:1/s?user=u&password=s3cret-W0rd&x=y",
        "jdbc:mysql://h:1/s?PassWord=s3cret-W0rd",
        "jdbc:mysql://h:1/s?password1=s3cret-W0rd",
        "jdbc:mysql://h:1/s?%70assword=s3cret-W0rd",
        "jdbc:mysql://h:1/s?pass%77ord%3Ds3cret-W0rd",
        "jdbc:mysql://h:1/s?password=not encoded 's3cret-W0rd'",
        "jdbc:mysql://h:1/s?trustCertificateKeyStorePassword=s3cret-W0rd",
        "jdbc:mysql://u:s3cret-W0rd@h:1/s",
        "jdbc:mysql://u:a/b@s3cret-W0rd@h:1/s",
        "jdbc:mysql://u:a s3cret-W0rd@h:1/s",
        "jdbc:mysql://u:p@h:1,u:s3cret-W0rd@[::1]:2/s",
        "jdbc:mysql://address=(host=h)(password=s3cret-W0rd)(port=1)/s",
        "jdbc:mysql://(host=h,port=1,user=u,password=s3cret-W0rd)/s",
        "jdbc:mysql://[(host=h,password=x),(host=h2,PASSWORD=s3cret-W0rd)]/s",
        "mysql:replication://u:s3cret-W0rd@h",
        "the pair 'u:s3cret-W0rd@h:3306' is malformed",
        "the pair u:a@s3cret-W0rd@h:3306 is malformed",
        "{user=u, password=s3cret-W0rd}",
        "password = s3cret-W0rd",
        "clientCertificateKeyStorePassword=s3cret-W0rd, x",
        "https://elastic:s3cret-W0rd@h:9200/_bulk",
        "HTTP://h/hook?key=s3cret-W0rd failed",
        "/api/x?access_token=s3cret-W0rd",
        "/api/x?api-key=s3cret-W0rd",
        "{\"user\":\"u\",\"password\":\"s3cret-W0rd\"}",
        "{\"password\" : \"a\\\"s3cret-W0rd\"}",
        "{\"message\":\"{\\\"password\\\":\\\"s3cret-W0rd\\\"}\"}",
        "{\"message\":\"at jdbc:mysql://h/s?password=s3cret-W0rd\\n\\tat x\",\"a\":1}",
        "Authorization: ApiKey s3cret-W0rd==",
        "authorization: basic s3cret-W0rd",
        "Failed to parse the host:port pair 'u:s3cret-W0rd'.",
        "failed to parse the connection string near 's3cret-W0rd'.",
        "java.lang.NumberFormatException: For input string: \"s3cret-W0rd\"",
        "{\"m\":\"For input string: \\\"s3cret-W0rd\\\"\\n\\tat\"}",
      })
  void secretsAreHidden(String text) {
    assertThat(SecretMask.mask(text))
        .contains("****")
        .doesNotContain(SECRET)
        .doesNotContain("W0rd");
    assertThat(SecretMask.mask(SecretMask.mask(text))).isEqualTo(SecretMask.mask(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Access denied for user 'shop'@'localhost' (using password: YES)",
        "MySQL jdbc:mysql://h:3306/shop refuses: Access denied for user 'a'@'b'; check saleslens.mysql.password.",
        "jdbc:mysql://h/s: Access denied for user 'shop'@'localhost' (using password=YES)",
        "Neither saleslens.mysql.password (SALESLENS_MYSQL_PASSWORD) nor saleslens.mysql.password-file is set",
        "\tat io.saleslens.app.Main.main(Main.java:96)",
        "Reading took 12:30:01, rows=17, id=4711",
        "GET /api/v1/sales?store_id=50&from=2023-05-01",
        "http://localhost:9200/platform_sales",
        "{\"password_set\":true,\"token\":5}",
      })
  void whatIsNoSecretStays(String text) {
    assertThat(SecretMask.mask(text)).isEqualTo(text);
  }

  /** Of texts of a megabyte; at worst it would take hours. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "u:",
        "//",
        "jdbc:/",
        "http:/",
        "a=",
        "%41",
        "@",
        "?",
        "\\x",
        "\\n",
        "\"a\":\"",
        "Basic ",
        "x",
        "password=",
        " = "
      })
  void hostileTextsTakeNoLonger(String part) {
    String text = "=" + part.repeat(1_000_000 / part.length()) + "\"password\":\"" + SECRET;

    assertThat(assertTimeoutPreemptively(Duration.ofSeconds(20), () -> SecretMask.mask(text)))
        .doesNotContain(SECRET);
  }

  @Test
  void theRestOfAJsonTextStays() {
    assertThat(
            SecretMask.mask(
                "{\"message\":\"at jdbc:mysql://h/s?password=x y\\n\\tat x\",\"a\":\"b\"}"))
        .isEqualTo("{\"message\":\"at jdbc:mysql://h/s?****\\n\\tat x\",\"a\":\"b\"}");
  }

  /** What the driver itself says of URLs that it cannot read. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://u:s3cret-W0rd@h:1:2/s",
        "jdbc:mysql://u:s3cret-W0rd/x@h/s",
        "jdbc:mysql://h:x/s?password=s3cret-W0rd",
        "jdbc:mysql://address=(host=h)(password=s3cret-W0rd/s",
        "jdbc:mysql://[(host=h,password=s3cret-W0rd),u:s3cret-W0rd@h/s",
        "jdbc:mysql:/u:s3cret-W0rd@h/s?%",
        "jdbc:mysql://h/s?password=s3cret-W0rd&connectionTimeZone=%zz",
        "jdbc:mysql://h/s?password=s3cret-W0rd&connectTimeout=s3cret-W0rd",
      })
  void theDriversOwnWordsHoldNoSecret(String url) {
    String trace = "";
    try {
      DriverManager.getConnection(url).close();
    } catch (SQLException | RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        trace += cause + "\n";
      }
    }
    assertThat(SecretMask.mask(trace))
        .doesNotContain("password=" + SECRET, ":" + SECRET, "\"" + SECRET);
  }
}
