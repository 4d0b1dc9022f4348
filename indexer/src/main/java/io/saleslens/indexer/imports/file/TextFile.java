package io.saleslens.indexer.imports.file;

import io.saleslens.indexer.csv.CsvRecords;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of text, and how its characters are encoded: as somebody says, or its byte order mark;
 * without either UTF-8, if the whole file is that, or CP949 (which contains EUC-KR), if the whole
 * file is that and Korean. Anything else is refused, since western text is Hangul too in CP949.
 */
final class TextFile {
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final FileRules rules;
  private final Charset charset;

  private TextFile(Path file, FileRules rules, Charset charset) {
    this.file = file;
    this.rules = rules;
    this.charset = charset;
  }

  /**
   * @param said the charset that somebody says
   * @throws ImportException if it is not clear, or not what was said
   */
  static TextFile of(Path file, FileRules rules, Optional<Charset> said) throws IOException {
    try (InputStream in = new BufferedInputStream(FileBytes.open(file, rules))) {
      Optional<Charset> known = Marked.of(in).agreeing(said);
      if (known.isPresent()) {
        return new TextFile(file, rules, known.get());
      }
    }
    return new TextFile(file, rules, found(file, rules));
  }

  private static Charset found(Path file, FileRules rules) throws IOException {
    Utf8Scan scan;
    try (InputStream in = FileBytes.open(file, rules)) {
      scan = Utf8Scan.of(in);
    }
    if (scan.isWide()) {
      throw BadByte.refused(
          "The file's encoding is not clear",
          "many of its bytes are 0, as in UTF-16LE and UTF-16BE, but it has no byte order mark");
    }
    if (scan.bad() == null) {
      return StandardCharsets.UTF_8;
    }
    if (!scan.hasUtf8Line() && isKorean(file, rules)) {
      return FileEncoding.CP949;
    }
    throw scan.bad()
        .refused(
            scan.isNearlyUtf8()
                ? "The file is UTF-8, but not everywhere"
                : "The file's encoding is not clear: it is not UTF-8, nor surely Korean (MS949)");
  }

  private static boolean isKorean(Path file, FileRules rules) throws IOException {
    KoreanText text = new KoreanText();
    char[] chars = new char[BUFFER];
    try (InputStream in = FileBytes.open(file, rules);
        Reader reader = new StrictReader(in, FileEncoding.CP949, 0)) {
      for (int count = reader.read(chars); count >= 0; count = reader.read(chars)) {
        for (int i = 0; i < count; i++) {
          text.add(chars[i]);
        }
      }
      return text.isKorean();
    } catch (ImportException e) {
      if (e.code().equals(ImportException.ENCODING)) {
        return false;
      }
      throw e;
    }
  }

  /** Whether {@link #bytes} are best told apart before they are decoded. */
  boolean isBytewise() {
    return FileEncoding.isBytewise(charset);
  }

  Charset charset() {
    return charset;
  }

  /** The bytes behind the mark, counted by values if the reader asks for it. */
  Reader reader(FileBytes bytes) throws IOException {
    InputStream in = new BufferedInputStream(bytes);
    return new StrictReader(in, charset, Marked.of(in).length());
  }

  FileBytes bytes() throws IOException {
    return FileBytes.open(file, rules);
  }

  /** For {@link #records}: the bytes behind the mark, each as one character, or the characters. */
  BufferedReader open() throws IOException {
    InputStream in = new BufferedInputStream(bytes(), BUFFER);
    try {
      int mark = Marked.of(in).length();
      Reader reader =
          isBytewise()
              ? new InputStreamReader(in, StandardCharsets.ISO_8859_1)
              : new StrictReader(in, charset, mark);
      return new BufferedReader(reader, BUFFER);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /** Records of a file that {@link #open} hands out. */
  CsvRecords records(BufferedReader in, char delimiter) {
    return new CsvRecords(in, delimiter, isBytewise() ? Optional.of(charset) : Optional.empty());
  }
}
