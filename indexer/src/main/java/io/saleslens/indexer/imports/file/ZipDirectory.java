package io.saleslens.indexer.imports.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Looks at the end of a ZIP archive for how long its table of contents is, before the JDK reads
 * that into memory as a whole (APPNOTE.TXT, 4.3.14 to 4.3.16).
 */
final class ZipDirectory {
  /** Parts of a workbook; ordinary ones have some dozen. */
  private static final int MOST_PARTS = 10_000;

  /** Bytes of the table of contents. */
  private static final long LONGEST = 4L << 20;

  private static final int END = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int LOCATOR = 0x07064b50;
  private static final int LOCATOR_LENGTH = 20;
  private static final int LONG_END = 0x06064b50;
  private static final int LONG_END_LENGTH = 56;
  private static final int LONGEST_COMMENT = 0xffff;

  private final FileChannel file;
  private final long tailAt;
  private final ByteBuffer tail;

  private ZipDirectory(FileChannel file) throws IOException {
    this.file = file;
    this.tailAt = Math.max(0, file.size() - LONGEST_COMMENT - END_LENGTH - LOCATOR_LENGTH);
    this.tail = bytes(tailAt, (int) (file.size() - tailAt));
  }

  /**
   * @throws ImportException if it has too many parts, or too long names
   */
  static void requireSmall(Path path) throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      new ZipDirectory(file).requireSmall();
    }
  }

  /** Whichever record it is that the JDK will take for the end. */
  private void requireSmall() throws IOException {
    for (int at = tail.limit() - END_LENGTH; at >= 0; at--) {
      if (tail.getInt(at) == END) {
        require(tail.getShort(at + 10) & 0xffff, tail.getInt(at + 12) & 0xffffffffL, tailAt + at);
        requireLong(at - LOCATOR_LENGTH);
      }
    }
  }

  /** Of an archive that may have more than 4 GB. */
  private void requireLong(int locator) throws IOException {
    if (locator < 0 || tail.getInt(locator) != LOCATOR) {
      return;
    }
    long at = tail.getLong(locator + 8);
    if (at < 0 || at > file.size() - LONG_END_LENGTH) {
      return;
    }
    ByteBuffer end = bytes(at, LONG_END_LENGTH);
    if (end.getInt(0) == LONG_END) {
      require(end.getLong(32), end.getLong(40), at);
    }
  }

  /** What cannot lie before the record is none, or damaged; the JDK says so. */
  private static void require(long parts, long length, long before) {
    boolean fits = length >= 0 && length <= before;
    if (fits && (length > LONGEST || parts < 0 || parts > MOST_PARTS)) {
      throw new ImportException(
          ImportException.TOO_LARGE,
          "The workbook has more than %d parts, or a list of them that is longer than %d bytes. Save the sheet alone, or as CSV."
              .formatted(MOST_PARTS, LONGEST));
    }
  }

  private ByteBuffer bytes(long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining() && file.read(bytes, at + bytes.position()) >= 0) {
      // until all is there
    }
    return bytes.flip();
  }
}
