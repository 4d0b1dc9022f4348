package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.indexer.elastic.JsonBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaleTimesTest {
  private static final long END_OF_9998 = 253_370_764_800L;

  private final SaleTimes times = new SaleTimes();

  private long read(String text) {
    return times.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private String written(long micros) {
    JsonBuffer json = new JsonBuffer(0);
    times.write(json, micros);
    return new String(json.toBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void timesAreReadAndWrittenAsJavaTimeDoes() {
    Random random = new Random(1);
    String[] patterns = {"", ".S", ".SS", ".SSS", ".SSSS", ".SSSSS", ".SSSSSS"};
    for (int i = 0; i < 50_000; i++) {
      String pattern = "yyyy-MM-dd HH:mm:ss" + patterns[i % patterns.length];
      LocalDateTime time =
          LocalDateTime.ofEpochSecond(
              random.nextLong(END_OF_9998), random.nextInt(1_000_000_000), ZoneOffset.UTC);
      String text = time.format(DateTimeFormatter.ofPattern(pattern, Locale.ROOT));
      Instant instant = Instant.parse(text.replace(' ', 'T') + "Z");
      assertThat(read(text))
          .isEqualTo(instant.getEpochSecond() * SaleTimes.MICROS + instant.getNano() / 1_000);
      assertThat(written(read(text))).isEqualTo("\"" + instant + "\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "12:34:56",
        "2023-05-01",
        "2023-05-01 12:34",
        "2023-05-01T12:34:56",
        "2023-05-01 12:34:56Z",
        "2023-05-01 12:34:56.",
        "2023-05-01 12:34:56.1234567",
        "2023-05-01 12:34:56.12x",
        "2023-05-01 12:34:56 1",
        "2023/05/01 12:34:56",
        "2023-02-29 12:34:56",
        "2023-04-31 00:00:00",
        "2023-13-01 00:00:00",
        "2023-00-01 00:00:00",
        "2023-05-00 00:00:00",
        "0000-00-00 00:00:00",
        "1969-12-31 23:59:59",
        "9999-12-31 00:00:00",
        "2023-05-01 24:00:00",
        "2023-05-01 12:60:00",
        "2023-05-01 12:34:60",
        "2023-05-01 -1:34:56",
        "+023-05-01 12:34:56",
        "2023-05-01 12:34:5٣"
      })
  void whatIsNoUsualTimeIsLeftToOthers(String text) {
    assertThat(read(text)).isEqualTo(SaleTimes.UNUSUAL);
  }
}
