package io.saleslens.kibana.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saleslens.indexer.retry.Patience;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.testing.SelfSigned;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.kibana.testing.FakeKibana;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over TLS, with a certificate that signed itself. */
class KibanaTlsTest {
  @TempDir private static Path folder;
  private static FakeKibana kibana;
  private static Path certificate;

  @BeforeAll
  static void start() throws Exception {
    SelfSigned signed = SelfSigned.in(folder, "CN=kibana", "ip:127.0.0.1");
    certificate = signed.certificate();
    kibana = new FakeKibana(signed.context());
  }

  @AfterAll
  static void stop() {
    kibana.close();
  }

  private static TestSettings settings() {
    return TestSettings.none().with("kibana.url", kibana.url());
  }

  private static void read(TestSettings settings) throws InterruptedException {
    new KibanaClient(KibanaSettings.from(settings.reader()), Patience.QUERY)
        .read(List.of(new ObjectKey("dashboard", "x")));
  }

  @Test
  void theAuthorityThatIsNamedIsTrusted() throws Exception {
    int before = kibana.requests().size();
    read(settings().with("kibana.ca", certificate.toString()));
    assertThat(kibana.requests()).hasSize(before + 1);
  }

  @Test
  void whatNobodyVouchesForIsNotTrusted() {
    assertThatThrownBy(() -> read(settings()))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "Kibana %s has a certificate that is signed by no authority this JVM trusts. Name the PEM file of the one that signed it by saleslens.kibana.ca (SALESLENS_KIBANA_CA)."
                .formatted(kibana.url()));
  }

  @Test
  void aCertificateForAnotherNameIsNotTrusted() {
    assertThatThrownBy(
            () ->
                read(
                    settings()
                        .with("kibana.url", kibana.url().replace("127.0.0.1", "localhost"))
                        .with("kibana.ca", certificate.toString())))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("has a certificate for another name. Give a name in")
        .hasMessageContaining("saleslens.kibana.url");
  }

  @Test
  void whoMixesUpHttpAndHttpsIsToldHowTheUrlMustBegin() {
    assertThatThrownBy(
            () -> read(settings().with("kibana.url", kibana.url().replace("https:", "http:"))))
        .isInstanceOf(KibanaException.class)
        .hasMessageEndingWith("If it speaks TLS, it must begin with https://.");
  }
}
