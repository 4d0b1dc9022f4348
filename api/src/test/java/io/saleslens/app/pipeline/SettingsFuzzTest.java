package io.saleslens.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.testing.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the file or the environment says is taken or refused, soon and without any secret. */
class SettingsFuzzTest {
  private static final String SECRET = "hunter2pass";
  private static final String HASH = "ab".repeat(32);

  private static final String VALID =
      """
      saleslens:
        zone: Asia/Seoul
        currency: KRW
        mysql:
          url: jdbc:mysql://localhost:3306/shop
          user: u
          password: hunter2pass
          tls: off
          connect-timeout: PT1S
        elasticsearch:
          url: http://localhost:9200
          user: eu
          password: hunter2pass
        bulk: {bytes: 1024, connections: 16}
        source:
          table: s.t
          amount-scale: 2
          raw-data: true
          columns:
            store-id: shop
            is-canceled: none
        sync:
          overlap: PT5M
          page-size: 100
          patience: PT3S
        index: {prefix: platform_}
        card:
            pepper: hunter2pass
        lease: {duration: PT30S, wait: PT10M}
        fraud:
          repeat-amount:
            min-repeats: 3
            aov-multiple: 2.5
            include-canceled: false
        api:
          host: 127.0.0.1
          port: 8080
          tokens: 'a:reader:sha256:HASH'
          requests-per-minute: 60
        schedule:
          sync: 0 0 0/6 * * ?
          refresh: off
          verify: 0 0 3 ? * SUN
          store: mysql
          mysql:
            url: jdbc:mysql://localhost:3306/jobs
            password: hunter2pass
      """
          .replace("HASH", HASH);

  private static final List<String> NASTY =
      List.of(
          "&a ",
          "*a",
          "<<: *a\n",
          "\t",
          " ",
          "  ",
          "\n",
          "\r",
          "- ",
          "? ",
          ": ",
          ":",
          "#",
          "!!binary ",
          "!!java.net.URL [http://x]",
          "!!javax.script.ScriptEngineManager []",
          "---\n",
          "...\n",
          "%YAML 9.9\n",
          "|\n",
          ">-\n",
          "[",
          "]",
          "{",
          "}",
          "[[[[[[[[[[",
          "'",
          "\"",
          "\\",
          "\\u0000",
          "\0",
          "\u0001",
          "\u001b[2J",
          "\ufeff",
          "\u202e",
          "\u2028",
          "\u0085",
          "\ud83d",
          "😀",
          "İ",
          "ı",
          "null",
          "~",
          "yes",
          "0x1F",
          "0b11",
          "1_000",
          "1:30:00",
          ".inf",
          "-.inf",
          ".nan",
          "-1",
          "9".repeat(400),
          "1e999999999",
          "1e-999999999",
          "1E2147483647",
          "PT9223372036854775807S",
          "P99999999999D",
          "PT0S",
          "-PT1S",
          "PT",
          "${saleslens.card.pepper}",
          "${a:${b}}",
          "$$",
          "0 0 0 31 2 ?",
          "0 0 0 ? * 7#9",
          "0/0 * * * * ?",
          "* * * * * ? 9999",
          "0 0 0 L-40W * ?",
          "jdbc:mysql://(",
          "jdbc:mysql://[::1",
          "jdbc:mysql://h:99999999999/s",
          "jdbc:mysql:loadbalance://a",
          "http://[",
          "http://h:99999",
          "http://h:-1",
          "https://",
          "http://%",
          "\\\\.\\x",
          "none",
          "saleslens:\n",
          "  mysql:\n",
          "a: ",
          "mysql.password-file: /nonexistent\n");

  @TempDir private Path folder;

  private static String damaged(Random dice, String text) {
    StringBuilder damaged = new StringBuilder(text);
    for (int n = 1 + dice.nextInt(3); n > 0 && damaged.length() > 0; n--) {
      int at = dice.nextInt(damaged.length());
      switch (dice.nextInt(8)) {
        case 0 -> damaged.setCharAt(at, (char) dice.nextInt(0x3000));
        case 1 -> damaged.delete(at, at + dice.nextInt(12));
        case 2 -> damaged.insert(at, lineOf(dice, text));
        case 3 -> damaged.insert(endOfLine(damaged, at), pick(dice, NASTY));
        case 4 -> replaceValue(damaged, at, pick(dice, NASTY));
        case 5 -> replaceValue(damaged, at, " " + pick(dice, NASTY));
        default -> damaged.insert(at, pick(dice, NASTY));
      }
    }
    return damaged.toString();
  }

  private static String lineOf(Random dice, String text) {
    List<String> lines = text.lines().toList();
    return lines.get(dice.nextInt(lines.size())) + "\n";
  }

  private static int endOfLine(StringBuilder text, int at) {
    int end = text.indexOf("\n", at);
    return end < 0 ? text.length() : end;
  }

  private static void replaceValue(StringBuilder text, int at, String value) {
    int colon = text.indexOf(":", at);
    if (colon >= 0) {
      text.replace(colon + 1, endOfLine(text, colon), value);
    }
  }

  private static <T> T pick(Random dice, List<T> all) {
    return all.get(dice.nextInt(all.size()));
  }

  private static void takenOrRefused(Optional<Path> file, Map<String, String> environment) {
    try {
      Settings settings = Settings.load(file, environment);
      assertThat(settings.toString()).doesNotContain(SECRET);
    } catch (SettingsException e) {
      assertThat(e.getMessage())
          .doesNotContain(SECRET)
          .containsAnyOf("saleslens.", "Settings file ", "unknown key")
          .matches("[^\\p{Cc}]*");
    }
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("saleslens.yaml"), text);
  }

  @Test
  void whatIsDamagedHereIsValid() throws Exception {
    assertThat(Settings.load(Optional.of(write(VALID)), Map.of()).schedule().store()).isPresent();
  }

  @Test
  @Timeout(120)
  void aFileIsTakenOrRefused() {
    Seeds.forEach(
        600,
        dice -> {
          byte[] text = damaged(dice, VALID).getBytes(StandardCharsets.UTF_8);
          if (dice.nextInt(20) == 0) {
            text[dice.nextInt(text.length)] = (byte) dice.nextInt(256);
          }
          Path file = Files.write(folder.resolve("saleslens.yaml"), text);
          takenOrRefused(Optional.of(file), Map.of());
        });
  }

  /** The keys of the file as the environment has them, some with odd values, some misspelled. */
  @Test
  @Timeout(120)
  void anEnvironmentIsTakenOrRefused() {
    List<String> keys = new ArrayList<>();
    List<String> values = new ArrayList<>();
    String[] path = new String[8];
    for (String line : VALID.lines().toList()) {
      int depth = (line.length() - line.stripLeading().length()) / 2;
      String[] parts = line.strip().split(":", 2);
      path[depth] = parts[0];
      if (!parts[1].isBlank() && !parts[1].contains("{")) {
        keys.add(
            String.join("_", Arrays.asList(path).subList(0, depth + 1))
                .toUpperCase(Locale.ROOT)
                .replaceAll("[^A-Z0-9]", "_"));
        values.add(parts[1].strip().replace("'", ""));
      }
    }
    Seeds.forEach(
        600,
        dice -> {
          Map<String, String> environment = new HashMap<>();
          for (int i = 0; i < keys.size(); i++) {
            environment.put(keys.get(i), values.get(i));
          }
          for (int n = 1 + dice.nextInt(3); n > 0; n--) {
            int at = dice.nextInt(keys.size());
            String value = pick(dice, NASTY);
            switch (dice.nextInt(4)) {
              case 0 -> environment.put(keys.get(at), value);
              case 1 -> environment.put(keys.get(at), values.get(at) + value);
              case 2 -> environment.put(keys.get(at) + pick(dice, NASTY), value);
              default -> environment.put(damaged(dice, keys.get(at)), value);
            }
          }
          takenOrRefused(Optional.empty(), environment);
        });
  }

  @Test
  @Timeout(120)
  void aPasswordInAUrlIsNotShown() {
    List<String> urls =
        List.of(
            "http://u:hunter2pass@h:9200",
            "http://u:hunter2pass/x@h:9200",
            "http://u:a?hunter2pass@h:9200",
            "u:hunter2pass@h:9200",
            "http://h:9200?api_key=hunter2pass",
            "jdbc:mysql://u:hunter2pass@h/s",
            "jdbc:mysql://u:hunter2pass@h:99999/s",
            "jdbc:mysql://u:a?hunter2pass@h/s",
            "jdbc:mysql://h/s?password=hunter2pass",
            "jdbc:postgresql://u:hunter2pass@h/s?password=hunter2pass");
    Seeds.forEach(
        600,
        dice -> {
          StringBuilder url = new StringBuilder(pick(dice, urls));
          if (dice.nextInt(4) > 0) {
            url.insert(dice.nextInt(url.length()), pick(dice, NASTY));
          }
          takenOrRefused(
              Optional.empty(),
              Map.of(
                  "SALESLENS_MYSQL_URL", pick(dice, List.of("jdbc:mysql://h/s", url.toString())),
                  "SALESLENS_ELASTICSEARCH_URL", url.toString()));
        });
  }
}
