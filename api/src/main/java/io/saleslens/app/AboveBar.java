package io.saleslens.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes to a terminal on whose last line stands a progress bar: each line wipes the bar off first,
 * which is drawn again below it soon after.
 */
final class AboveBar extends OutputStream {
  private static final byte[] WIPE_LINE = "\r\033[K".getBytes(StandardCharsets.US_ASCII);

  private final OutputStream screen;
  private boolean atLineStart = true;

  AboveBar(OutputStream screen) {
    this.screen = screen;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /** One write, so that the bar's own thread does not come between. */
  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return;
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    if (atLineStart) {
      text.write(WIPE_LINE);
    }
    text.write(bytes, offset, length);
    atLineStart = bytes[offset + length - 1] == '\n';
    text.writeTo(screen);
  }

  @Override
  public void flush() throws IOException {
    screen.flush();
  }
}
