package io.saleslens.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A secured sandbox on a folder that is kept, through a second start. */
@ExtendWith(SandboxExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecuredSandboxTest {
  private static final SandboxOptions SECURED = SandboxOptions.defaults().withSecurity();

  @TempDir static Path open;
  private static Path dir;
  private static Sandbox sandbox;

  @BeforeAll
  static void start() throws Exception {
    dir = KilledJvmTest.open(open).resolve("it's kept");
    sandbox = quick(SECURED.withDir(dir));
  }

  @AfterAll
  static void close() {
    sandbox.close();
  }

  @Test
  @Order(1)
  void elasticsearchSpeaksHttpsOnlyAndAsksForAnAccount() throws Exception {
    Http.Access access = sandbox.elasticsearchServer().access();
    assertThat(health(access).status()).isEqualTo(200);
    assertThat(health(new Http.Access(access.sockets(), "Basic bm86bm8=")).status()).isEqualTo(401);
    assertThatThrownBy(() -> health(Http.Access.OPEN)).isInstanceOf(SSLException.class);
    URI plain = URI.create(sandbox.elasticsearchUrl().toString().replace("https", "http"));
    assertThatThrownBy(() -> Http.get(plain)).isInstanceOf(IOException.class);
  }

  @Test
  @Order(1)
  void theDatabaseSpeaksTlsOnly() throws Exception {
    try (Connection connection = connect(sandbox.mysqlServer().verifiedUrl());
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SHOW STATUS LIKE 'Ssl_cipher'")) {
      assertThat(result.next()).isTrue();
      assertThat(result.getString(2)).startsWith("TLS");
    }
    assertThatThrownBy(() -> connect(sandbox.mysqlUrl() + "?sslMode=DISABLED"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("insecure transport");
  }

  @Test
  @Order(1)
  void noSecretIsInArgumentsAndKeysAreForTheirOwnersOnly() throws Exception {
    SandboxSecurity security = sandbox.security().orElseThrow();
    assertThat(Processes.mentioning(dir))
        .isNotEmpty()
        .noneMatch(line -> line.contains(security.elasticsearchPassword()));
    assertThat(security.toString()).doesNotContain(security.elasticsearchPassword());
    for (String file :
        new String[] {
          "elasticsearch.password", "mariadb/tls/server.key", "elasticsearch/config/server.key"
        }) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve(file))))
          .isEqualTo("rw-------");
    }
    assertThat(dir).isDirectoryNotContaining("glob:**keys.*");
    assertThat(security.ca()).content().startsWith("-----BEGIN CERTIFICATE-----");
  }

  @Test
  @Order(2)
  void theAccountOutlivesTheServersAndTheCertificatesAreNew() throws Exception {
    SandboxSecurity before = sandbox.security().orElseThrow();
    String certificate = Files.readString(before.ca());
    sandbox.close();
    sandbox = quick(SECURED.withDir(dir));
    assertThat(sandbox.security()).contains(before);
    assertThat(before.ca()).content().isNotEqualTo(certificate);
    assertThat(health(sandbox.elasticsearchServer().access()).status()).isEqualTo(200);
  }

  @Test
  @Order(3)
  void aTestCanHaveSecuredServersOfItsOwn(TestSecuredServers servers, TestServers open) {
    assertThat(servers.elasticsearchUrl()).hasScheme("https");
    assertThat(servers.mysqlUrl()).doesNotContain("?").isNotEqualTo(open.mysqlUrl());
    assertThat(servers.ca()).exists();
  }

  private static Sandbox quick(SandboxOptions options) {
    return Sandbox.start(options, EnumSet.allOf(Sandbox.Part.class));
  }

  private static Http.Answer health(Http.Access access) throws IOException {
    return Http.request("GET", sandbox.elasticsearchUrl().resolve("/_cluster/health"), access);
  }

  private static Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, sandbox.mysqlUser(), sandbox.mysqlPassword());
  }
}
