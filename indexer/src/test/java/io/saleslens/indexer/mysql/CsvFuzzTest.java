package io.saleslens.indexer.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.indexer.csv.CsvRecords;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.testing.Seeds;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is in a file, each of its lines is read, or refused by its number, and that soon. */
class CsvFuzzTest {
  private static final String[] FIELDS = {
    "1", "50", "-1000", "2023-05-01 12:00:00", "", "말", "\"a, b\"", "\"x\ny\"", "\"\"\"\"", "\"\""
  };
  private static final String[] NASTY = {
    "\"",
    "\"\"",
    ",",
    ",,,,",
    "\n",
    "\r",
    "\r\n",
    "\0",
    "\u001f\u008b",
    "\u00ef\u00bb\u00bf",
    "\u00ff\u00fe",
    "\u00c0\u0080",
    "\u00ed\u00a0\u0080",
    "\u00f4\u0090\u0080\u0080",
    "\u001a",
    "\\",
    "\\\"",
    "'",
    ";",
    "\t",
    "=cmd|' /C calc'!A0",
    "#",
    "\u0085",
    " ",
    "9".repeat(3_000),
    ",".repeat(3_000)
  };

  @TempDir private Path folder;

  private static String valid(Random dice) {
    int columns = 1 + dice.nextInt(6);
    StringBuilder text = new StringBuilder();
    for (int row = dice.nextInt(20); row >= 0; row--) {
      List<String> fields = new ArrayList<>();
      fields.add("r" + row);
      for (int i = 1; i < columns; i++) {
        fields.add(FIELDS[dice.nextInt(FIELDS.length)]);
      }
      text.append(String.join(",", fields)).append('\n');
    }
    // each character one byte of the file
    return new String(
        text.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static String damaged(Random dice, String text) {
    StringBuilder damaged = new StringBuilder(text);
    for (int n = 1 + dice.nextInt(4); n > 0 && damaged.length() > 0; n--) {
      int at = dice.nextInt(damaged.length());
      switch (dice.nextInt(5)) {
        case 0 -> damaged.setCharAt(at, (char) dice.nextInt(256));
        case 1 -> damaged.delete(at, at + dice.nextInt(10));
        case 2 -> damaged.insert(at, damaged.substring(at, Math.min(damaged.length(), at + 50)));
        default -> damaged.insert(at, NASTY[dice.nextInt(NASTY.length)]);
      }
    }
    return damaged.toString();
  }

  private List<CsvRecords.Line> read(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("fuzz.csv"), bytes);
    List<CsvRecords.Line> lines = new ArrayList<>();
    try (BufferedReader in = CsvFile.open(file)) {
      new CsvRecords(in).forEachRemaining(lines::add);
    }
    return lines;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  @Timeout(60)
  void everyLineIsReadOrRefusedByItsNumber() {
    Seeds.forEach(
        1_000,
        dice -> {
          String text = "r" + damaged(dice, valid(dice)); // which no archive begins with
          long last = 0;
          for (CsvRecords.Line line : read(bytes(text))) {
            assertThat(line.number()).isGreaterThan(last);
            last = line.number();
            if (line.error() == null) {
              assertThat(line.fields()).isNotEmpty();
            } else {
              assertThat(line.fields()).isEmpty();
              assertThat(line.error())
                  .isIn(
                      "misplaced quote",
                      "a quote is opened and never closed",
                      "is not UTF-8",
                      "is longer than 1048576 bytes");
            }
          }
          assertThat(last).isLessThanOrEqualTo(text.lines().count());
        });
  }

  /** What is in one line cannot cost another one, unless it is a quote that seems to be closed. */
  @Test
  @Timeout(60)
  void noiseInOneLineCostsNoOther() {
    Seeds.forEach(
        1_000,
        dice -> {
          String before = valid(dice);
          String after = valid(dice);
          String noise =
              damaged(dice, damaged(dice, "2,50,1000,2023-05-01 12:00:00,a"))
                  .replaceAll("[\"\r\n]", "");
          List<CsvRecords.Line> expected = new ArrayList<>(read(bytes(before)));
          read(bytes(after))
              .forEach(
                  line ->
                      expected.add(
                          new CsvRecords.Line(
                              line.number() + before.lines().count() + 1,
                              line.fields(),
                              line.error())));
          List<CsvRecords.Line> found = read(bytes(before + noise + "\n" + after));
          found.removeIf(line -> line.number() == before.lines().count() + 1);
          assertThat(found).isEqualTo(expected);
        });
  }

  @Test
  @Timeout(60)
  void aDamagedArchiveIsRefusedOrRead() {
    Seeds.forEach(
        300,
        dice -> {
          byte[] archive = bytes(damaged(dice, gzipped(valid(dice))));
          Path file = folder.resolve("fuzz.csv");
          try {
            assertThat(read(archive)).isNotNull();
          } catch (SettingsException e) {
            assertThat(e).hasMessageMatching("CSV file .*fuzz.csv cannot be read: (?!null).+\\.");
          } catch (UncheckedIOException e) {
            assertThat(CsvFile.unreadable(file, e.getCause()))
                .hasMessageMatching("CSV file .*fuzz.csv cannot be read: (?!null).+\\.");
          }
        });
  }

  private static String gzipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(bytes(text));
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }
}
