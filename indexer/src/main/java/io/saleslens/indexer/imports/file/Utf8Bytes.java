package io.saleslens.indexer.imports.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/** Text as UTF-8. */
final class Utf8Bytes extends InputStream {
  private static final int BUFFER = 1 << 13;

  private final Reader reader;
  private final char[] chars = new char[BUFFER];
  private byte[] bytes = {};
  private int at;

  Utf8Bytes(Reader reader) {
    this.reader = reader;
  }

  @Override
  public int read() throws IOException {
    while (at == bytes.length) {
      // room for the other half of a character
      int count = reader.read(chars, 0, BUFFER - 1);
      if (count < 0) {
        return -1;
      }
      if (Character.isHighSurrogate(chars[count - 1])) {
        count += Math.max(reader.read(chars, count, 1), 0);
      }
      bytes = new String(chars, 0, count).getBytes(StandardCharsets.UTF_8);
      at = 0;
    }
    return bytes[at++] & 0xff;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
