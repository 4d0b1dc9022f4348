package io.saleslens.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ElasticsearchZipTest {
  @Test
  void theOneThatTheSandboxWasBuiltWithIsThere() throws Exception {
    ElasticsearchZip zip = new ElasticsearchZip(Optional.empty());
    assertThat(ElasticsearchZip.isVersion(zip.version())).isTrue();
    try (InputStream in = zip.open()) {
      assertThat(in.readNBytes(2)).asString().isEqualTo("PK");
    }
  }

  @Test
  void aJavaThatIsTooOldIsNamed() {
    assertThatThrownBy(() -> ElasticsearchZip.requireJava("9.5.0", 17))
        .isInstanceOf(SandboxException.class)
        .hasMessage(
            "Elasticsearch 9.5.0 needs Java 21 or later, and this is Java 17; set JAVA_HOME to a newer one");
    assertThatCode(() -> ElasticsearchZip.requireJava("9.5.0", 21)).doesNotThrowAnyException();
    assertThatCode(() -> ElasticsearchZip.requireJava("8.19.21", 17)).doesNotThrowAnyException();
  }

  @Test
  void aVersionThatThereIsNotIsNamed() {
    ElasticsearchZip zip = new ElasticsearchZip(Optional.of("8.0.999"));
    assertThatThrownBy(zip::open)
        .isInstanceOf(SandboxException.class)
        .hasMessageStartingWith(
            "Elasticsearch 8.0.999 cannot be had from the Maven repositories (");
  }
}
