package io.saleslens.indexer.imports.file;

import io.saleslens.indexer.csv.CsvRecords;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the characters of a CSV file are encoded: UTF-8 or UTF-16 as a byte order mark says; without
 * one UTF-8, or CP949 (which contains EUC-KR) if the whole file is that and not UTF-8.
 *
 * @param charset of the file
 */
record CsvText(Charset charset) {
  private static final Charset CP949 = Charset.forName("x-windows-949");
  private static final int BUFFER = 1 << 16;

  static CsvText of(Path file, FileRules rules) throws IOException {
    try (InputStream in = new BufferedInputStream(FileBytes.open(file, rules))) {
      Optional<Charset> marked = Marked.of(in).charset();
      if (marked.isPresent()) {
        return new CsvText(marked.get());
      }
    }
    boolean korean = !isAll(StandardCharsets.UTF_8, file, rules) && isAll(CP949, file, rules);
    return new CsvText(korean ? CP949 : StandardCharsets.UTF_8);
  }

  private boolean isUtf16() {
    return charset.equals(StandardCharsets.UTF_16LE) || charset.equals(StandardCharsets.UTF_16BE);
  }

  private static boolean isAll(Charset charset, Path file, FileRules rules) throws IOException {
    CharsetDecoder decoder = charset.newDecoder();
    ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
    CharBuffer chars = CharBuffer.allocate(BUFFER);
    try (InputStream in = FileBytes.open(file, rules)) {
      boolean end = false;
      while (!end) {
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        end = count < 0;
        bytes.position(bytes.position() + Math.max(count, 0)).flip();
        if (decoder.decode(bytes, chars.clear(), end).isError()) {
          return false;
        }
        bytes.compact();
      }
      return true;
    }
  }

  /** Records of a file whose bytes {@link #open} hands out. */
  CsvRecords records(BufferedReader in, char delimiter) {
    return new CsvRecords(in, delimiter, isUtf16() ? Optional.empty() : Optional.of(charset));
  }

  /** The bytes behind the mark, each as one character; of UTF-16 the characters. */
  BufferedReader open(Path file, FileRules rules) throws IOException {
    InputStream in = new BufferedInputStream(FileBytes.open(file, rules), BUFFER);
    try {
      Marked.of(in);
      Charset read = isUtf16() ? charset : StandardCharsets.ISO_8859_1;
      return new BufferedReader(new InputStreamReader(in, read.newDecoder()), BUFFER);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }
}
