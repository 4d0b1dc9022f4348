package io.saleslens.indexer.mysql;

import io.saleslens.indexer.csv.CsvRecords;
import io.saleslens.indexer.settings.SettingsException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * Opens CSV files, compressed or not: what counts is how the file begins, not its name. Each
 * character handed out is one byte of the file; see {@link CsvRecords}.
 */
final class CsvFile {
  private static final int GZIP_MAGIC = 0x8b1f;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private CsvFile() {}

  /**
   * @throws SettingsException if the file cannot be read; it says why
   */
  static BufferedReader open(Path file) {
    try {
      return new BufferedReader(
          new InputStreamReader(skipMark(decompressed(file)), StandardCharsets.ISO_8859_1),
          1 << 16);
    } catch (NoSuchFileException e) {
      throw unreadable(file, "there is no such file", e);
    } catch (AccessDeniedException e) {
      throw unreadable(file, "permission denied", e);
    } catch (IOException e) {
      throw Files.isDirectory(file) ? unreadable(file, "it is a folder", e) : unreadable(file, e);
    }
  }

  private static InputStream decompressed(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      in.mark(2);
      int magic = in.read() | in.read() << 8;
      in.reset();
      return magic == GZIP_MAGIC ? new GZIPInputStream(in, 1 << 16) : in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private static InputStream skipMark(InputStream decompressed) throws IOException {
    InputStream in = new BufferedInputStream(decompressed, 1 << 16);
    in.mark(BYTE_ORDER_MARK.length);
    if (!Arrays.equals(in.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
      in.reset();
    }
    return in;
  }

  static SettingsException unreadable(Path file, IOException cause) {
    if (cause instanceof EOFException) {
      return unreadable(file, "the archive ends in the middle", cause);
    }
    // damaged archives are told without a message as well
    String why = cause.getMessage() == null ? "the archive is damaged" : cause.getMessage();
    return unreadable(file, why, cause);
  }

  private static SettingsException unreadable(Path file, String why, Exception cause) {
    return new SettingsException("CSV file %s cannot be read: %s.".formatted(file, why), cause);
  }
}
