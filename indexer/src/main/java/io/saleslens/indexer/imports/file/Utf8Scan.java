package io.saleslens.indexer.imports.file;

import java.io.IOException;
import java.io.InputStream;

/** Looks through all bytes of a file for those that are not UTF-8. */
final class Utf8Scan {
  private static final int BUFFER = 1 << 16;

  /** Characters of three bytes by which a line is told to be UTF-8: one may be chance. */
  private static final int TELLING = 2;

  private long offset;
  private long line = 1;
  private int missing;
  private int least;
  private int most;
  private long began;
  private int first;
  private boolean isLong;
  private boolean badLine;
  private int longInLine;

  private BadByte bad;
  private long badBytes;
  private long characters;
  private long zeros;
  private boolean mixed;

  private Utf8Scan() {}

  static Utf8Scan of(InputStream in) throws IOException {
    Utf8Scan scan = new Utf8Scan();
    byte[] buffer = new byte[BUFFER];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      for (int i = 0; i < count; i++) {
        scan.add(buffer[i] & 0xff);
        scan.offset++;
      }
    }
    if (scan.missing > 0) {
      scan.bad(scan.began, scan.first);
    }
    scan.endLine();
    return scan;
  }

  private void add(int next) {
    if (missing > 0) {
      if (next >= least && next <= most) {
        missing--;
        least = 0x80;
        most = 0xbf;
        if (missing == 0) {
          characters++;
          longInLine += isLong ? 1 : 0;
        }
        return;
      }
      bad(began, first);
      missing = 0;
    }
    if (next < 0x80) {
      zeros += next == 0 ? 1 : 0;
      if (next == '\n') {
        endLine();
      }
    } else {
      begin(next);
    }
  }

  private void endLine() {
    mixed |= !badLine && longInLine >= TELLING;
    badLine = false;
    longInLine = 0;
    line++;
  }

  /** The first byte of a longer character says how many follow, and what the next may be. */
  private void begin(int next) {
    began = offset;
    first = next;
    least = next == 0xe0 ? 0xa0 : next == 0xf0 ? 0x90 : 0x80;
    most = next == 0xed ? 0x9f : next == 0xf4 ? 0x8f : 0xbf;
    missing =
        next >= 0xc2 && next <= 0xdf
            ? 1
            : next >= 0xe0 && next <= 0xef ? 2 : next >= 0xf0 && next <= 0xf4 ? 3 : 0;
    isLong = missing > 1;
    if (missing == 0) {
      bad(offset, next);
    }
  }

  private void bad(long at, int value) {
    badBytes++;
    badLine = true;
    if (bad == null) {
      bad = new BadByte(at, line, value);
    }
  }

  /** The first byte that is not UTF-8; null if all are. */
  BadByte bad() {
    return bad;
  }

  /** Whether most of what is no ASCII is UTF-8. */
  boolean isNearlyUtf8() {
    return characters > badBytes;
  }

  /** Whether some line is UTF-8 and no other encoding that there is. */
  boolean hasUtf8Line() {
    return mixed;
  }

  /** Whether so many bytes are 0 that they belong to characters of two or four bytes. */
  boolean isWide() {
    return zeros * 4 > offset;
  }
}
