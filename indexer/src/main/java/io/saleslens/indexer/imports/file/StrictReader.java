package io.saleslens.indexer.imports.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/** Decodes bytes, and tells of those that are not of the charset where they stand. */
final class StrictReader extends Reader {
  private static final int BUFFER = 1 << 14;

  private final InputStream in;
  private final Charset charset;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
  private final CharBuffer chars = CharBuffer.allocate(BUFFER).flip();
  private long before;
  private long line = 1;
  private boolean ended;
  private boolean flushed;

  /**
   * @param skipped bytes that were read before
   */
  StrictReader(InputStream in, Charset charset, long skipped) {
    this.in = in;
    this.charset = charset;
    this.decoder = charset.newDecoder();
    this.before = skipped;
  }

  /**
   * @throws ImportException if the bytes are not of the charset
   */
  @Override
  public int read(char[] target, int from, int length) throws IOException {
    if (chars.hasRemaining() || decode()) {
      int count = Math.min(length, chars.remaining());
      chars.get(target, from, count);
      return count;
    }
    return -1;
  }

  /** Whether there are characters. */
  private boolean decode() throws IOException {
    chars.clear();
    while (chars.position() == 0 && !flushed) {
      CoderResult result = decoder.decode(bytes, chars, ended);
      if (result.isError() && chars.position() == 0) {
        throw new BadByte(before + bytes.position(), line, bytes.get(bytes.position()) & 0xff)
            .refused("The file is not " + charset.name());
      }
      if (ended && result.isUnderflow()) {
        flushed = true;
        decoder.flush(chars);
      } else if (chars.position() == 0) {
        fill();
      }
    }
    chars.flip();
    for (int i = 0; i < chars.limit(); i++) {
      line += chars.get(i) == '\n' ? 1 : 0;
    }
    return chars.hasRemaining();
  }

  private void fill() throws IOException {
    before += bytes.position();
    bytes.compact();
    int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
    ended = count < 0;
    bytes.position(bytes.position() + Math.max(count, 0)).flip();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
