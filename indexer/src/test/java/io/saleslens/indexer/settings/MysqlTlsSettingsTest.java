package io.saleslens.indexer.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the database server is verified, and what the URL may say about it. */
class MysqlTlsSettingsTest {
  private static MysqlSettings settings(String url, String... keysAndValues) {
    Map<String, String> environment = new HashMap<>(Map.of("SALESLENS_MYSQL_URL", url));
    for (int i = 0; i < keysAndValues.length; i += 2) {
      environment.put("SALESLENS_MYSQL_" + keysAndValues[i], keysAndValues[i + 1]);
    }
    return MysqlSettings.from(SettingsReader.of(Optional.empty(), environment));
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:mysql://localhost/s, false",
    "jdbc:mysql://LOCALHOST:3307/s, false",
    "jdbc:mysql://127.0.0.1:3306/s, false",
    "jdbc:mysql://[::1]:3306/s, false",
    "jdbc:mysql:///s, false",
    "jdbc:mysql://db.example/s, true",
    "jdbc:mysql://127.0.0.1.example/s, true",
    "jdbc:mysql://localhost.example/s, true",
    "jdbc:mysql://10.0.0.1/s, true",
    "'jdbc:mysql://localhost,db.example/s', true",
    "jdbc:mysql://address=(host=localhost)(port=3306)/s, false",
    "jdbc:mysql://address=(host=db)(port=3306)/s, true",
  })
  void everyServerIsVerifiedThatIsNotOnThisMachine(String url, boolean verified) {
    assertThat(settings(url).verifyTls()).isEqualTo(verified);
    assertThat(settings(url, "TLS", "verify").verifyTls()).isTrue();
    assertThat(settings(url, "TLS", "off").verifyTls()).isFalse();
  }

  @Test
  void anAuthorityOfItsOwnMeansThatTheServerIsVerified() throws Exception {
    String ca = Path.of(getClass().getResource("authorities.pem").toURI()).toString();
    assertThat(settings("jdbc:mysql://localhost/s", "CA", ca).verifyTls()).isTrue();
    refused(
        "saleslens.mysql.ca (SALESLENS_MYSQL_CA) is set but saleslens.mysql.tls (SALESLENS_MYSQL_TLS) is off; keep one.",
        "jdbc:mysql://localhost/s",
        "CA",
        ca,
        "TLS",
        "off");
    refused(
        "Both saleslens.mysql.ca (SALESLENS_MYSQL_CA) and trustCertificateKeyStoreUrl in saleslens.mysql.url (SALESLENS_MYSQL_URL) are set; keep one.",
        "jdbc:mysql://localhost/s?trustCertificateKeyStoreUrl=file:/x",
        "CA",
        ca);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sslMode=DISABLED",
        "sslMode=REQUIRED",
        "SSLMODE=verify_ca",
        "useSSL=false",
        "requireSSL=true",
        "verifyServerCertificate=false"
      })
  void aUrlThatAsksForLessIsRefused(String parameter) {
    String message =
        "Setting saleslens.mysql.url (SALESLENS_MYSQL_URL) says %s, but the server %s is to be verified. Take it out of the URL or set saleslens.mysql.tls (SALESLENS_MYSQL_TLS) to off: what is sent may then be read and changed on the way.";
    refused(
        message.formatted(parameter, "jdbc:mysql://db/s"),
        "jdbc:mysql://db/s?connectTimeout=1&" + parameter + "&user=x");
    refused(
        message.formatted(
            parameter, "jdbc:mysql://address=(host=db)(" + parameter + ")(password=****)/s"),
        "jdbc:mysql://address=(host=db)(" + parameter + ")(password=s3cret)/s");
    assertThat(settings("jdbc:mysql://db/s?" + parameter, "TLS", "off").verifyTls()).isFalse();
    assertThat(settings("jdbc:mysql://localhost/s?" + parameter).verifyTls()).isFalse();
  }

  @Test
  void aUrlThatAsksForTheSameIsTaken() {
    assertThat(settings("jdbc:mysql://db/s?sslMode=VERIFY_IDENTITY").verifyTls()).isTrue();
  }

  @Test
  void anyOtherValueIsRefused() {
    refused(
        "Setting saleslens.mysql.tls (SALESLENS_MYSQL_TLS) is 'on'; it must be verify or off.",
        "jdbc:mysql://db/s",
        "TLS",
        "on");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jdbc:mysql://h:x/s?password=s3cret | jdbc:mysql://h:x/s | the driver cannot read it",
        "jdbc:mysql://u:s3cret@h:x/s | jdbc:mysql://h:x/s | the driver cannot read it",
        "jdbc:mysql://u:s3cret?w@h/s | **** | the driver cannot read it",
        "jdbc:mysql://h:0/s | jdbc:mysql://h:0/s | a port is from 1 to 65535",
        "jdbc:mysql://h:65536/s | jdbc:mysql://h:65536/s | a port is from 1 to 65535",
        "mysql://h/s?password=s3cret | mysql://h/s | it must start with jdbc:mysql://",
      })
  void aMalformedUrlIsRefusedWithoutItsSecrets(String url, String shown, String fault) {
    refused(
        "Setting saleslens.mysql.url (SALESLENS_MYSQL_URL) is '%s'; %s, as in jdbc:mysql://localhost:3306/shop."
            .formatted(shown, fault),
        url);
  }

  private static void refused(String message, String url, String... keysAndValues) {
    assertThatThrownBy(() -> settings(url, keysAndValues))
        .isInstanceOf(SettingsException.class)
        .hasMessage(message);
  }
}
