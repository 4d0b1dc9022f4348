package io.saleslens.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One sandbox on a folder that is kept, through a crash of its servers and a second start. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SandboxTest {
  @TempDir static Path open;
  private static Path dir;
  private static Sandbox sandbox;

  @BeforeAll
  static void start() throws Exception {
    dir = KilledJvmTest.open(open).resolve("it's kept");
    sandbox = quick(SandboxOptions.defaults().withDir(dir));
  }

  @AfterAll
  static void close() {
    sandbox.close();
  }

  @Test
  @Order(1)
  void bothServersAnswer() throws Exception {
    assertThat(
            count(
                "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = 'saleslens'"))
        .isOne();
    assertThat(sandbox.mysqlUrl()).endsWith("/saleslens");
    assertThat(get("/_cluster/health")).contains("\"number_of_nodes\":1");
    assertThat(ProcessHandle.of(sandbox.mysqlPid())).isPresent();
    assertThat(ProcessHandle.of(sandbox.elasticsearchPid())).isPresent();
  }

  @Test
  @Order(1)
  void thePasswordIsInNoArgumentsAndInAFileForItsOwnerOnly() throws Exception {
    assertThat(Processes.mentioning(dir))
        .isNotEmpty()
        .noneMatch(line -> line.contains(sandbox.mysqlPassword()));
    Path file = dir.resolve("mysql.password");
    assertThat(file).hasContent(sandbox.mysqlPassword());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  @Order(1)
  void aSecondSandboxOnItsFolderIsRefused() throws Exception {
    SandboxOptions same = SandboxOptions.defaults().withDir(dir);
    assertThatThrownBy(() -> quick(same))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("it's kept is in use by a sandbox of this process");
    Path work = Files.createDirectory(open.resolve("work"));
    try (SecondJvm jvm =
        SecondJvm.start(work, ClassPathCopy.to(work), false, "0", dir.toString())) {
      assertThat(jvm.awaitFailure())
          .contains("is in use by a sandbox of process " + ProcessHandle.current().pid());
    }
  }

  @Test
  @Order(1)
  void aTakenPortIsRefusedByItsNumber() {
    int taken = sandbox.elasticsearchUrl().getPort();
    assertThatThrownBy(() -> quick(SandboxOptions.defaults().withElasticsearchPort(taken)))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("Port " + taken + " for Elasticsearch cannot be used");
  }

  @Test
  @Order(2)
  void dataAndAccountOutliveACrashOfTheServers() throws Exception {
    execute("CREATE TABLE kept (id BIGINT PRIMARY KEY)", "INSERT INTO kept VALUES (1), (2)");
    assertThat(put("/kept", "{}").ok()).isTrue();
    assertThat(put("/kept/_doc/1", "{\"name\":\"first\"}").ok()).isTrue();
    String password = sandbox.mysqlPassword();
    kill(sandbox.mysqlPid());
    kill(sandbox.elasticsearchPid());
    sandbox.close();
    assertThat(Processes.mentioning(dir)).isEmpty();

    sandbox = quick(SandboxOptions.defaults().withDir(dir));
    assertThat(sandbox.mysqlPassword()).isEqualTo(password);
    assertThat(count("SELECT COUNT(*) FROM kept")).isEqualTo(2);
    assertThat(get("/kept/_doc/1")).contains("\"name\":\"first\"");
  }

  @Test
  @Order(3)
  void afterItsEndNoProcessIsLeftNotEvenAStoppedOneAndTheFolderIs() throws Exception {
    for (long pid : new long[] {sandbox.mysqlPid(), sandbox.elasticsearchPid()}) {
      Process stop = new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start();
      assertThat(stop.waitFor()).isZero();
    }
    sandbox.close();
    sandbox.close();
    assertThat(Processes.mentioning(dir)).isEmpty();
    assertThat(dir).isDirectoryContaining(file -> file.endsWith("mysql.password"));
  }

  private static Sandbox quick(SandboxOptions options) {
    return Sandbox.start(options, EnumSet.allOf(Sandbox.Part.class));
  }

  private static void kill(long pid) {
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    await().until(() -> !process.isAlive());
  }

  private static String get(String path) throws Exception {
    return Http.get(sandbox.elasticsearchUrl().resolve(path)).body();
  }

  private static Http.Answer put(String path, String json) throws Exception {
    URI uri = sandbox.elasticsearchUrl().resolve(path);
    return Requests.send("PUT", uri, json);
  }

  private static void execute(String... sql) throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String one : sql) {
        statement.execute(one);
      }
    }
  }

  private static long count(String sql) throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      assertThat(result.next()).isTrue();
      return result.getLong(1);
    }
  }

  private static Connection connect() throws Exception {
    return DriverManager.getConnection(
        sandbox.mysqlUrl(), sandbox.mysqlUser(), sandbox.mysqlPassword());
  }
}
