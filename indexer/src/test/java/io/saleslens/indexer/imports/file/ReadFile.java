package io.saleslens.indexer.imports.file;

import io.saleslens.indexer.settings.Secret;
import io.saleslens.indexer.settings.SettingsReader;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What reading a file gave. */
record ReadFile(List<FileSale> sales, List<Refusal> refusals, Set<String> ignored) {
  /** The 2nd of May 2024, 09:00 in Seoul. */
  static final Clock CLOCK = Clock.fixed(Instant.parse("2024-05-02T00:00:00Z"), ZoneOffset.UTC);

  static FileRules rules(Map<String, String> environment) {
    return FileRules.from(SettingsReader.of(Optional.empty(), environment), new Secret("pepper"));
  }

  static ReadFile of(FileFormat format, String content) {
    return of(format, content.getBytes(StandardCharsets.UTF_8), rules(Map.of()), Optional.empty());
  }

  static ReadFile of(FileFormat format, byte[] content, FileRules rules, Optional<LocalDate> day) {
    return of(format, content, rules, day, Optional.empty());
  }

  static ReadFile of(
      FileFormat format,
      byte[] content,
      FileRules rules,
      Optional<LocalDate> day,
      Optional<Charset> encoding) {
    ReadFile result = new ReadFile(new ArrayList<>(), new ArrayList<>(), new TreeSet<>());
    try {
      Path file = Files.createTempFile("sales", ".file");
      try {
        Files.write(file, content);
        SalesFile.read(file, format, rules, day, encoding, CLOCK, result.sink());
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return result;
  }

  private Sink sink() {
    return new Sink() {
      @Override
      public void sale(FileSale sale) {
        sales.add(sale);
      }

      @Override
      public void refused(Refusal refusal) {
        refusals.add(refusal);
      }

      @Override
      public void ignored(Set<String> columns) {
        ignored.addAll(columns);
      }
    };
  }
}
