package io.saleslens.indexer.elastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saleslens.indexer.retry.Patience;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.SettingsReader;
import io.saleslens.indexer.testing.TestProxy;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import io.saleslens.sandbox.TestSecuredServers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SandboxExtension.class)
class ElasticTlsTest {
  @TempDir private Path folder;
  private TestSecuredServers servers;
  private TestSettings settings;

  @BeforeEach
  void takeServers(TestSecuredServers secured) {
    servers = secured;
    settings = TestSettings.of(secured);
  }

  @Test
  void aServerThatItsAuthorityVouchesForTakesAUser() {
    assertThat(clusterOf(settings)).isEqualTo("saleslens-sandbox");
  }

  @Test
  void aWrongPasswordIsASettingToMend() {
    assertThatThrownBy(() -> clusterOf(settings.with("elasticsearch.password", "s3cret")))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(
            "Elasticsearch %s refused our credentials (401)".formatted(servers.elasticsearchUrl()))
        .hasMessageContaining("saleslens.elasticsearch.api-key, or .user and .password")
        .satisfies(e -> assertThat(e).asString().doesNotContain("s3cret"))
        .satisfies(e -> assertThat(e.getCause()).asString().doesNotContain("s3cret"));
  }

  @Test
  void anAuthorityThatNobodyTrustsIsNamedByItsSettingAfterOneAttempt() {
    try (TestProxy proxy = TestProxy.before(servers.elasticsearchUrl().toString())) {
      String url = proxy.through(servers.elasticsearchUrl().toString());
      refused(
          settings.with("elasticsearch.url", url).with("elasticsearch.ca", ""),
          "Elasticsearch %s has a certificate that is signed by no authority this JVM trusts. Name the PEM file of the one that signed it by saleslens.elasticsearch.ca (SALESLENS_ELASTICSEARCH_CA)."
              .formatted(url));
      assertThat(proxy.accepted()).isOne();
    }
  }

  @Test
  void anotherAuthorityIsNotEnoughAndOneAmongSeveralIs() throws Exception {
    Path others = Path.of(SettingsReader.class.getResource("authorities.pem").toURI());
    refused(
        settings.with("elasticsearch.ca", others.toString()),
        "Elasticsearch %s has a certificate that is signed by none of the authorities in the file of saleslens.elasticsearch.ca (SALESLENS_ELASTICSEARCH_CA). Name the file of the right one."
            .formatted(servers.elasticsearchUrl()));
    Path all = folder.resolve("all.pem");
    Files.writeString(all, Files.readString(others) + Files.readString(servers.ca()));
    assertThat(clusterOf(settings.with("elasticsearch.ca", all.toString())))
        .isEqualTo("saleslens-sandbox");
  }

  @Test
  void aCertificateForAnotherNameIsRefused() throws Exception {
    try (ServerOfAnotherName other = new ServerOfAnotherName(folder)) {
      refused(
          settings
              .with("elasticsearch.url", other.url())
              .with("elasticsearch.ca", other.certificate().toString()),
          "Elasticsearch %s has a certificate for another name. Give a name in saleslens.elasticsearch.url (SALESLENS_ELASTICSEARCH_URL) that its certificate has."
              .formatted(other.url()));
    }
  }

  @Test
  void whoMixesUpHttpAndHttpsIsToldHowTheUrlMustBegin(TestElasticsearch plain) {
    String key = "saleslens.elasticsearch.url (SALESLENS_ELASTICSEARCH_URL)";
    unreachable(
        servers.elasticsearchUrl().toString().replace("https:", "http:"),
        " If it speaks TLS, %s must begin with https://.".formatted(key));
    unreachable(
        plain.url().toString().replace("http:", "https:"),
        " If it does not speak TLS, %s must begin with http://.".formatted(key));
  }

  private void unreachable(String url, String way) {
    assertThatThrownBy(
            () ->
                clusterOf(
                    settings
                        .with("elasticsearch.url", url)
                        .with("elasticsearch.request-timeout", "PT1S")))
        .isInstanceOf(ElasticException.class)
        .hasMessageStartingWith("Elasticsearch " + url)
        .hasMessageEndingWith("Is it running?" + way);
  }

  private static String clusterOf(TestSettings settings) {
    try (Elastic elastic = new Elastic(settings.elastic(), Patience.QUERY)) {
      return elastic.ask("cluster health", client -> client.cluster().health()).clusterName();
    }
  }

  private static void refused(TestSettings settings, String message) {
    assertThatThrownBy(() -> clusterOf(settings))
        .isInstanceOf(SettingsException.class)
        .hasMessage(message);
  }
}
