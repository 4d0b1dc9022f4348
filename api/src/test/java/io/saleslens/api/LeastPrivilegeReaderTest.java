package io.saleslens.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestSecuredServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
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
      LocalDate day = LocalDate.parse("2023-05-01");
      admin.write(
          admin.names().daily(),
          Map.of("1", Documents.daily("1", day, 1, 1), "2", Documents.daily("2", day, 2, 1)));
      for (String route :
          new String[] {
            "aov/weekly", "frauds", "frauds/groups", "days", "filters/platforms", "sales"
          }) {
        assertThat(reader.json("/api/v1/" + route).path("items")).isEmpty();
      }
      for (String sort : new String[] {"date", "total_sale"}) {
        assertThat(reader.walk("/api/v1/aov/daily?limit=1&sort=" + sort)).hasSize(2);
      }
      assertThat(reader.get("/api/v1/aov/daily", "Accept", "text/csv").body().lines()).hasSize(3);
      reader.json("/api/v1/totals");
      reader.json("/api/v1/stores/1/summary?as_of=2023-05-02");
      reader.json("/api/v1/stores/1/comparison?to=2023-05-01");
      reader.problem("/api/v1/frauds/1", 404);
      reader.problem("/api/v1/sales/1", 404);
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
