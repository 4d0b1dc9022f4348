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

  private final long most;
  private long read;
  private long valueBegan = Long.MAX_VALUE;

  FileBytes(InputStream in, long most) {
    super(in);
    this.most = most;
  }

  static FileBytes open(Path file, FileRules rules) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      in.mark(2);
      int magic = in.read() | in.read() << 8;
      in.reset();
      return new FileBytes(
          magic == GZIP_MAGIC ? new GZIPInputStream(in, BUFFER) : in, rules.maxBytes());
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** To be called before each value that a parser is asked for, from the first on. */
  void beginValue() {
    valueBegan = read;
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
    read += bytes;
    if (read > most) {
      throw tooLarge(most);
    }
    if (read - valueBegan > LONGEST_VALUE) {
      throw new ImportException(
          ImportException.TOO_LARGE,
          "A single value in the file has more than %d bytes.".formatted(LONGEST_VALUE));
    }
  }

  static ImportException tooLarge(long most) {
    return new ImportException(
        ImportException.TOO_LARGE,
        "The file has more than %d bytes. Split it, or set saleslens.imports.max-bytes higher."
            .formatted(most));
  }
}
