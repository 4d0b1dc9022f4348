package io.saleslens.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Currency;
import org.junit.jupiter.api.Test;

/** What is checked in is what is built, so that a review sees what Kibana is given. */
class NdjsonTest {
  static final DashboardParameters DEFAULTS =
      new DashboardParameters("platform_", ZoneId.of("Asia/Seoul"), Currency.getInstance("KRW"));

  private static final Path FILE = Path.of("saleslens.ndjson");
  private static final String RENEW = "saleslens.kibana.renew";

  @Test
  void theFileOfTheDefaultsIsUpToDate() throws IOException {
    byte[] built = Dashboards.ndjson(DEFAULTS);
    if (Boolean.getBoolean(RENEW)) {
      Files.write(FILE, built);
    }
    assertThat(FILE)
        .as(
            "what the sources make; renew it by: mvn -q test -pl kibana-dashboards -am"
                + " -Dtest=NdjsonTest -Dsurefire.failIfNoSpecifiedTests=false -D"
                + RENEW
                + "=true")
        .hasBinaryContent(built);
  }
}
