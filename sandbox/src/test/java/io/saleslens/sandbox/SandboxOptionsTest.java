package io.saleslens.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SandboxOptionsTest {
  private static final SandboxOptions DEFAULTS = SandboxOptions.defaults();

  @Test
  void defaultsAreATemporaryFolderFreePortsAndHalfAGigabyte() {
    assertThat(DEFAULTS)
        .isEqualTo(new SandboxOptions(Optional.empty(), 0, 0, "512m", 1, Optional.empty(), false));
  }

  @Test
  void everyOptionCanBeSet() {
    assertThat(
            DEFAULTS
                .withDir(Path.of("d"))
                .withMysqlPort(1)
                .withElasticsearchPort(65_535)
                .withElasticsearchHeap("1g")
                .withElasticsearchVersion("9.5.0")
                .withSecurity())
        .isEqualTo(
            new SandboxOptions(
                Optional.of(Path.of("d")), 1, 65_535, "1g", 1, Optional.of("9.5.0"), true));
  }

  @Test
  void badValuesAreRefusedWithWhatIsExpected() {
    assertThatThrownBy(() -> DEFAULTS.withMysqlPort(-1))
        .hasMessage("mysqlPort is -1; 1 to 65535 is expected, or 0 for a free port");
    assertThatThrownBy(() -> DEFAULTS.withElasticsearchPort(65_536))
        .hasMessageContaining("elasticsearchPort is 65536");
    assertThatThrownBy(() -> DEFAULTS.withMysqlPort(9200).withElasticsearchPort(9200))
        .hasMessageContaining("both 9200");
    for (String version : List.of("9", "9.5", "latest", "9.5.0-SNAPSHOT", "../9.5.0", "")) {
      assertThatThrownBy(() -> DEFAULTS.withElasticsearchVersion(version))
          .hasMessage(
              "elasticsearchVersion is '%s'; three numbers are expected, for example 9.5.0",
              version);
    }
    assertThatThrownBy(() -> DEFAULTS.withElasticsearchHeap("512 MB"))
        .hasMessageContaining("'512 MB'")
        .hasMessageContaining("512m");
    assertThatThrownBy(() -> DEFAULTS.withElasticsearchNodes(0))
        .hasMessage("elasticsearchNodes is 0; 1 to 5 is expected");
    assertThatThrownBy(() -> DEFAULTS.withElasticsearchNodes(3).withSecurity())
        .hasMessageContaining("elasticsearchNodes is 3; with security on there is one");
  }
}
