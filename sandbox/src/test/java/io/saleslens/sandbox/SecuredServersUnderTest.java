package io.saleslens.sandbox;

import java.io.IOException;
import java.util.EnumSet;

/** The secured servers of this JVM's tests: always a sandbox. */
final class SecuredServersUnderTest implements AutoCloseable {
  private final Sandbox sandbox =
      Sandbox.start(SandboxOptions.defaults().withSecurity(), EnumSet.allOf(Sandbox.Part.class));

  private final MysqlUnderTest mysql = MysqlUnderTest.of(sandbox);
  private final ElasticsearchUnderTest elasticsearch = ElasticsearchUnderTest.of(sandbox);

  Loan lend() {
    return new Loan(sandbox, mysql.newSchema(), elasticsearch.newPrefix());
  }

  @Override
  public void close() {
    sandbox.close();
  }

  /** A schema and a prefix on loan to a test. */
  record Loan(Sandbox sandbox, TestSchema schema, TestPrefix prefix) implements AutoCloseable {
    TestSecuredServers servers() {
      SandboxSecurity security = sandbox.security().orElseThrow();
      return new TestSecuredServers(
          security.ca(),
          schema.mysql().url().replaceAll("\\?.*", ""),
          schema.mysql().user(),
          schema.mysql().password(),
          prefix.elasticsearch().url(),
          security.elasticsearchUser(),
          security.elasticsearchPassword(),
          prefix.elasticsearch().indexPrefix(),
          new TestUsers(sandbox.elasticsearchServer()));
    }

    @Override
    public void close() throws IOException {
      schema.close();
      prefix.close();
    }
  }
}
