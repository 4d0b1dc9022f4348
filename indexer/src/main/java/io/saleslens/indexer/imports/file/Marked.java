package io.saleslens.indexer.imports.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A byte order mark, or none.
 *
 * @param charset that it stands for
 * @param length in bytes
 */
record Marked(Optional<Charset> charset, int length) {
  private static final int LONGEST = 3;

  /** Reads the mark and leaves the stream behind it; the stream must be able to go back. */
  static Marked of(InputStream in) throws IOException {
    byte[] first = new byte[LONGEST];
    in.mark(LONGEST);
    in.readNBytes(first, 0, LONGEST);
    Marked mark = of(first);
    in.reset();
    in.skipNBytes(mark.length());
    return mark;
  }

  private static Marked of(byte[] first) {
    if (first[0] == (byte) 0xef && first[1] == (byte) 0xbb && first[2] == (byte) 0xbf) {
      return new Marked(Optional.of(StandardCharsets.UTF_8), 3);
    }
    if (first[0] == (byte) 0xff && first[1] == (byte) 0xfe) {
      return new Marked(Optional.of(StandardCharsets.UTF_16LE), 2);
    }
    if (first[0] == (byte) 0xfe && first[1] == (byte) 0xff) {
      return new Marked(Optional.of(StandardCharsets.UTF_16BE), 2);
    }
    return new Marked(Optional.empty(), 0);
  }
}
