package io.saleslens.indexer.imports.file;

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
 * @param utf16 the kind of UTF-16, if it is that
 * @param charset the other charset, by which each record is decoded by itself; empty for UTF-16
 * @param markBytes length of the byte order mark
 */
record CsvText(Optional<Charset> utf16, Optional<Charset> charset, int markBytes) {
  private static final Charset CP949 = Charset.forName("x-windows-949");
  private static final int BUFFER = 1 << 16;

  static CsvText of(Path file, FileRules rules) throws IOException {
    byte[] first = new byte[3];
    try (InputStream in = FileBytes.open(file, rules)) {
      in.readNBytes(first, 0, first.length);
    }
    if (first[0] == (byte) 0xef && first[1] == (byte) 0xbb && first[2] == (byte) 0xbf) {
      return new CsvText(Optional.empty(), Optional.of(StandardCharsets.UTF_8), 3);
    }
    if (first[0] == (byte) 0xff && first[1] == (byte) 0xfe) {
      return new CsvText(Optional.of(StandardCharsets.UTF_16LE), Optional.empty(), 2);
    }
    if (first[0] == (byte) 0xfe && first[1] == (byte) 0xff) {
      return new CsvText(Optional.of(StandardCharsets.UTF_16BE), Optional.empty(), 2);
    }
    boolean korean = !isAll(StandardCharsets.UTF_8, file, rules) && isAll(CP949, file, rules);
    return new CsvText(Optional.empty(), Optional.of(korean ? CP949 : StandardCharsets.UTF_8), 0);
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

  /** The bytes, each as one character; of UTF-16 the characters. */
  BufferedReader open(Path file, FileRules rules) throws IOException {
    InputStream in = FileBytes.open(file, rules);
    try {
      in.skipNBytes(markBytes);
      CharsetDecoder decoder = utf16.orElse(StandardCharsets.ISO_8859_1).newDecoder();
      return new BufferedReader(new InputStreamReader(in, decoder), BUFFER);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }
}
