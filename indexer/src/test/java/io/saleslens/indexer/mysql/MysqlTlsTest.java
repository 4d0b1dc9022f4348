package io.saleslens.indexer.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.SettingsReader;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestMysql;
import io.saleslens.sandbox.TestSecuredServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SandboxExtension.class)
class MysqlTlsTest {
  private static final String OR_OFF =
      " Or set saleslens.mysql.tls (SALESLENS_MYSQL_TLS) to off: what is sent may then be read and changed on the way.";

  @TempDir private Path folder;
  private TestSettings settings;

  @BeforeEach
  void takeServers(TestSecuredServers secured) {
    settings = TestSettings.of(secured);
  }

  @Test
  void aServerThatItsAuthorityVouchesForIsTrusted() throws Exception {
    assertThat(cipher(settings)).startsWith("TLS");
    String byName = url().replace("127.0.0.1", "localhost");
    assertThat(settings.with("mysql.url", byName).mysql().verifyTls()).isTrue();
  }

  @Test
  void onThisMachineTlsIsUsedButNothingVerified() throws Exception {
    assertThat(cipher(settings.with("mysql.ca", ""))).startsWith("TLS");
  }

  @Test
  void anAuthorityThatNobodyTrustsIsNamedByItsSetting() {
    refused(
        settings.with("mysql.ca", "").with("mysql.tls", "verify"),
        "MySQL %s has a certificate that is signed by no authority this JVM trusts. Name the PEM file of the one that signed it by saleslens.mysql.ca (SALESLENS_MYSQL_CA)."
            .formatted(url()));
  }

  @Test
  void anotherAuthorityIsNotEnoughAndOneAmongSeveralIs() throws Exception {
    Path others = Path.of(SettingsReader.class.getResource("authorities.pem").toURI());
    refused(
        settings.with("mysql.ca", others.toString()),
        "MySQL %s has a certificate that is signed by none of the authorities in the file of saleslens.mysql.ca (SALESLENS_MYSQL_CA). Name the file of the right one."
            .formatted(url()));
    Path all = folder.resolve("all.pem");
    Path right = Path.of(settings.values().get("mysql.ca"));
    Files.writeString(all, Files.readString(others) + Files.readString(right));
    assertThat(cipher(settings.with("mysql.ca", all.toString()))).startsWith("TLS");
  }

  @Test
  void aCertificateForAnotherNameIsRefused() {
    // the same address by a name that the certificate does not have
    String url = url().replace("127.0.0.1", "127.1");
    refused(
        settings.with("mysql.url", url),
        "MySQL %s has a certificate for another name. Give a name in saleslens.mysql.url (SALESLENS_MYSQL_URL) that its certificate has."
            .formatted(url));
  }

  @Test
  void aServerWithoutTlsIsRefusedWhereItIsToBeVerified(TestMysql plain) throws SQLException {
    assumeThat(cipher(TestSettings.of(plain)))
        .as("TLS of the other server, which MySQL switches on by itself")
        .isEmpty();
    refused(
        TestSettings.of(plain).with("mysql.tls", "verify"),
        "MySQL %s offers no TLS, but is to be verified. Switch TLS on there."
            .formatted(plain.url()));
  }

  private String url() {
    return settings.values().get("mysql.url");
  }

  private static String cipher(TestSettings settings) throws SQLException {
    try (Connection connection = new Database(settings.mysql()).connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SHOW STATUS LIKE 'Ssl_cipher'")) {
      assertThat(result.next()).isTrue();
      return result.getString(2);
    }
  }

  private static void refused(TestSettings settings, String message) {
    assertThatThrownBy(() -> cipher(settings))
        .isInstanceOf(SettingsException.class)
        .hasMessage(message + OR_OFF);
  }
}
