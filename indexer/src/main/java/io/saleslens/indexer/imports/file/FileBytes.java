package io.saleslens.indexer.imports.file;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The bytes of a file, expanded if it is compressed, and no more of them than allowed; of a single
 * value neither, since parsers keep that in memory as a whole.
 */
final class FileBytes extends FilterInputStream {
  private static final int BUFFER = 1 << 16;
  private static final int GZIP_MAGIC = 0x8b1f;

  /** Bytes of a value, with what a parser reads ahead. */
  private static final int LONGEST_VALUE = 1 << 20;

  /** Bytes of a row in all its parts, with what a parser reads ahead. */
  private static final int LONGEST_ROW = 4 << 20;

  /** Ordinary sheets shrink to a tenth; nothing that is worth reading shrinks to so little. */
  private static final int MOST_EXPANSION = 500;

  /** From here on that is looked at, bytes. */
  private static final long LARGE = 16L << 20;

  private static final long UNKNOWN = -1;

  private final Total total;
  private final long packed;
  private long read;
  private long valueBegan = Long.MAX_VALUE;
  private long rowBegan = Long.MAX_VALUE;

  /** Bytes of all parts of a file. */
  static final class Total {
    private final long most;
    private long read;

    Total(long most) {
      this.most = most;
    }

    private void count(int bytes) {
      read += bytes;
      if (read > most) {
        throw tooLarge(most);
      }
    }
  }

  /**
   * @param packed how long it is in its archive
   */
  FileBytes(InputStream in, Total total, long packed) {
    super(in);
    this.total = total;
    this.packed = packed;
  }

  static FileBytes open(Path file, FileRules rules) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      in.mark(2);
      int magic = in.read() | in.read() << 8;
      in.reset();
      return new FileBytes(
          magic == GZIP_MAGIC ? new GZIPInputStream(in, BUFFER) : in,
          new Total(rules.maxBytes()),
          UNKNOWN);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** To be called before each value that a parser is asked for, from the first on. */
  void beginValue() {
    valueBegan = read;
  }

  /** To be called before each row whose parts are asked for one by one. */
  void beginRow() {
    rowBegan = read;
  }

  /** What follows is no part of a row. */
  void endRow() {
    rowBegan = Long.MAX_VALUE;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    count(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int count = super.read(bytes, from, length);
    count(Math.max(count, 0));
    return count;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(int bytes) {
    total.count(bytes);
    read += bytes;
    if (packed != UNKNOWN && read > LARGE && read / MOST_EXPANSION > packed) {
      throw new ImportException(
          ImportException.TOO_LARGE,
          "A part of the workbook expands to more than %d times its size in the file. Save the sheet as CSV."
              .formatted(MOST_EXPANSION));
    }
    if (read - valueBegan > LONGEST_VALUE) {
      throw new ImportException(
          ImportException.TOO_LARGE,
          "A single value in the file has more than %d bytes.".formatted(LONGEST_VALUE));
    }
    if (read - rowBegan > LONGEST_ROW) {
      throw new ImportException(
          ImportException.TOO_LARGE,
          "A single row of the file has more than %d bytes.".formatted(LONGEST_ROW));
    }
  }

  static ImportException tooLarge(long most) {
    return new ImportException(
        ImportException.TOO_LARGE,
        "The file has more than %d bytes. Split it, or set saleslens.imports.max-bytes higher."
            .formatted(most));
  }
}
