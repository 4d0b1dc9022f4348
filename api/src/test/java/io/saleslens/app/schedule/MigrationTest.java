package io.saleslens.app.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quartz.impl.jdbcjobstore.JobStoreTX;

class MigrationTest {
  /** Fails when a new version of Quartz changes its tables, which then takes a second migration. */
  @Test
  void theTablesAreThoseThatQuartzBrings() throws IOException {
    assertThat(statements(MysqlStore.class, "migrations/V1__quartz_tables.sql"))
        .hasSizeGreaterThan(20)
        .isEqualTo(statements(JobStoreTX.class, "tables_mysql_innodb.sql"));
  }

  private static List<String> statements(Class<?> beside, String resource) throws IOException {
    try (InputStream in = beside.getResourceAsStream(resource)) {
      String sql =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .replaceAll("(?m)^(#|--).*$", "")
              .replaceAll("INT\\(\\d+\\)", "INT")
              .replaceAll("\\s+", " ");
      return Arrays.stream(sql.split(";"))
          .map(String::strip)
          .filter(it -> it.startsWith("CREATE"))
          .toList();
    }
  }
}
