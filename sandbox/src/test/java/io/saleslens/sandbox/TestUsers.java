package io.saleslens.sandbox;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** The accounts of a secured Elasticsearch. Those that tests add stay as long as the server. */
public final class TestUsers {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final ElasticsearchServer server;

  TestUsers(ElasticsearchServer server) {
    this.server = server;
  }

  /**
   * Adds an account with one role and returns when Elasticsearch knows both.
   *
   * @param role the body of a {@code PUT _security/role} with privileges on indices or of
   *     applications
   * @return the account's name; its password is the same
   */
  public String add(String role) throws IOException {
    String name = TestNames.next();
    synchronized (TestUsers.class) {
      // JSON is YAML; a role is told from the next by what stands at the beginning of a line
      append("roles.yml", name + ": " + role.replaceAll("\\s*\\R\\s*", " ").strip());
      append("users_roles", name + ":" + name);
      append("users", name + ":" + ElasticsearchAccount.hash(name));
    }
    Http.Access access =
        new Http.Access(server.access().sockets(), ElasticsearchAccount.authorization(name, name));
    await().atMost(LIMIT).until(() -> hasPrivileges(access));
    return name;
  }

  private boolean hasPrivileges(Http.Access account) throws IOException {
    String known =
        Http.request("GET", server.url().resolve("/_security/user/_privileges"), account).body();
    // of indices and of applications
    return known.contains("\"names\"") || known.contains("\"resources\"");
  }

  private void append(String file, String line) throws IOException {
    Path path = server.config().resolve(file);
    if (!Files.exists(path)) {
      ChildUser.own(PrivateFile.write(path, ""));
    }
    Files.writeString(path, line + "\n", StandardOpenOption.APPEND);
  }
}
