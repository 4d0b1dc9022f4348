package io.saleslens.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestSecuredServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The account in docs/ for an instance that only serves. */
@ExtendWith(SandboxExtension.class)
class LeastPrivilegeReaderTest {
  @Test
  void theReaderServesEveryRouteAndCannotWrite(TestSecuredServers servers) throws Exception {
    TestSettings settings = TestSettings.of(servers);
    String role = Files.readString(Path.of("..", "docs", "elasticsearch-role-reader.json"));
    String user = servers.users().add(role.replace("platform_", servers.indexPrefix()));
    try (ApiUnderTest admin = ApiUnderTest.as(settings);
        ApiUnderTest reader =
            ApiUnderTest.as(
                settings.with("elasticsearch.user", user).with("elasticsearch.password", user))) {
      admin.init();
      for (String route : new String[] {"aov/daily", "aov/weekly", "frauds", "days"}) {
        assertThat(reader.json("/api/v1/" + route).path("items")).isEmpty();
      }
      reader.problem("/api/v1/frauds/1", 404);
      reader.json("/health/ready");
      reader.json("/search-unitprice?date=20230501");
      assertThatThrownBy(() -> reader.write(reader.names().days(), Map.of("x", Map.of())))
          .isInstanceOf(RuntimeException.class)
          .hasMessageContaining("403");
      assertThatThrownBy(reader::init)
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("refused our credentials (403)");
    }
  }
}
