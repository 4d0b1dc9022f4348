package io.saleslens.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** MariaDB, which speaks MySQL's protocol, with one account and one database. */
final class MariaDbServer extends SandboxServer {
  private final Path distribution;
  private final MariaDbAccount account;
  private final Optional<Certificates> certificates;
  private volatile long pid;

  MariaDbServer(Path folder, int port, Optional<Certificates> certificates) throws IOException {
    super("mariadb", folder, port);
    this.certificates = certificates;
    this.distribution = home().resolve("mariadb-" + Resources.version("mariadb"));
    this.account = MariaDbAccount.of(folder);
  }

  String url() {
    return "jdbc:mysql://127.0.0.1:%s/%s"
        .formatted(Integer.toString(port()), MariaDbAccount.DATABASE);
  }

  /** The URL with parameters that make the driver verify a secured server. */
  String verifiedUrl() {
    return url() + certificates.map(it -> "?" + it.driverParameters()).orElse("");
  }

  String password() {
    return account.password();
  }

  @Override
  void install() throws IOException, InterruptedException {
    Unpacker.once(distribution, MariaDbBinaries::unpack);
    Unpacker.once(home().resolve("data"), this::setUp);
    account.writeStatements(statements());
    if (certificates.isPresent()) {
      certificates.get().write(ChildUser.folder(tls()));
    }
  }

  /** Makes a new data folder, as MariaDB's own install script does, which wants more tools. */
  private void setUp(Path data) throws IOException, InterruptedException {
    ChildUser.folder(data);
    Path script = ChildUser.own(Files.writeString(home().resolve("setup.sql"), setUpScript()));
    List<String> command = new ArrayList<>();
    command.addAll(List.of("sh", "-c", "exec \"$@\" <\"$0\"", script.toString()));
    command.addAll(options(data));
    command.addAll(List.of("--bootstrap", "--skip-networking", "--innodb-buffer-pool-size=32M"));
    ChildProcess setup = run("mariadb-setup", command, environment());
    try {
      if (!setup.endsWithin(START_LIMIT) || setup.exitCode() != 0) {
        throw failed(setup, "could not set up its data folder", null);
      }
    } finally {
      setup.stop();
    }
  }

  private String setUpScript() throws IOException {
    // root may come in through the socket only, which takes the same user on this machine
    StringBuilder script =
        new StringBuilder("CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket='root';\n");
    for (String part :
        List.of(
            "mariadb_system_tables",
            "mariadb_performance_tables",
            "mariadb_system_tables_data",
            "maria_add_gis_sp_bootstrap")) {
      Path file = MariaDbBinaries.share(distribution).resolve(part + ".sql");
      script.append(Files.readString(file)).append('\n');
    }
    return script.toString();
  }

  private List<String> options(Path data) {
    Path share = MariaDbBinaries.share(distribution);
    return List.of(
        distribution.resolve("bin").resolve("mariadbd").toString(),
        "--no-defaults",
        "--datadir=" + data,
        "--tmpdir=" + temporary(),
        "--plugin-dir=" + distribution.resolve("libs"),
        "--lc-messages-dir=" + share,
        "--character-sets-dir=" + share.resolve("charsets"),
        "--character-set-server=utf8mb4",
        "--skip-log-bin");
  }

  @Override
  List<String> command() {
    List<String> command = new ArrayList<>(options(home().resolve("data")));
    command.addAll(
        List.of(
            "--init-file=" + statements(),
            "--bind-address=127.0.0.1",
            "--port=" + port(),
            // in the data folder; nobody asks for it, and a full path may be too long for a socket
            "--socket=mariadb.sock",
            "--skip-name-resolve",
            "--local-infile=OFF",
            // the same on every machine; clients still have to name the zone they mean
            "--default-time-zone=+00:00",
            // as strict as MySQL is by default, which MariaDB is not
            "--sql-mode=ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
                + "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION",
            "--max-allowed-packet=64M",
            "--innodb-buffer-pool-size=256M",
            // a crash of the machine, not of the server, may cost the last second
            "--innodb-flush-log-at-trx-commit=2"));
    command.addAll(certificates.isPresent() ? tlsOptions() : List.of("--skip-ssl"));
    return command;
  }

  private List<String> tlsOptions() {
    return List.of(
        "--ssl-ca=" + tls().resolve("ca.pem"),
        "--ssl-cert=" + tls().resolve("server.pem"),
        "--ssl-key=" + tls().resolve("server.key"),
        "--require-secure-transport=ON");
  }

  private Path tls() {
    return home().resolve("tls");
  }

  @Override
  Map<String, String> environment() {
    return Map.of();
  }

  private Path statements() {
    return home().resolve("account.sql");
  }

  @Override
  boolean answers(ChildProcess child) throws SQLException, IOException {
    try (Connection connection =
            DriverManager.getConnection(verifiedUrl(), connectionProperties());
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT COUNT(*) FROM information_schema.tables")) {
      pid = child.handle().map(ProcessHandle::pid).orElse(0L);
      Files.deleteIfExists(statements());
      return result.next() && pid != 0;
    }
  }

  private Properties connectionProperties() {
    Properties properties = new Properties();
    properties.setProperty("user", MariaDbAccount.USER);
    properties.setProperty("password", account.password());
    properties.setProperty("connectTimeout", "2000");
    properties.setProperty("socketTimeout", "30000");
    return properties;
  }

  @Override
  long pid() {
    return pid;
  }

  @Override
  String awaited() {
    return "a query's result from " + url();
  }
}
