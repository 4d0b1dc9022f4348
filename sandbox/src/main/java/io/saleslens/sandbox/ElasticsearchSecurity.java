package io.saleslens.sandbox;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Elasticsearch's security: HTTPS and one account that may do everything.
 *
 * @param certificates of both servers
 * @param account the account
 */
record ElasticsearchSecurity(Certificates certificates, ElasticsearchAccount account) {
  static ElasticsearchSecurity of(Path folder) throws IOException, InterruptedException {
    return new ElasticsearchSecurity(Certificates.of(folder), ElasticsearchAccount.of(folder));
  }

  /** Writes what the server reads. */
  void write(Path config) throws IOException {
    certificates.write(config);
    account.write(config);
  }

  /** The server's settings; nobody else talks to its transport port. */
  String settings() {
    return """
        xpack.security.enabled: true
        xpack.security.http.ssl.enabled: true
        xpack.security.http.ssl.certificate: server.pem
        xpack.security.http.ssl.key: server.key
        # accounts are files here: the ones in indices need a module that this distribution lacks
        resource.reload.interval.high: 100ms
        """;
  }

  SandboxSecurity forClients() {
    return new SandboxSecurity(
        certificates.caFile(), ElasticsearchAccount.USER, account.password());
  }

  Http.Access access() {
    return new Http.Access(certificates.sockets(), account.authorization());
  }
}
