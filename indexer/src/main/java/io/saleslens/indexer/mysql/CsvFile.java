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
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Opens CSV files, compressed or not: what counts is how the file begins, not its name. Each
 * character handed out is one byte of the file; see {@link CsvRecords}.
 */
final class CsvFile {
  private static final int GZIP_MAGIC = 0x8b1f;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  /** By which Excel is told the delimiter, in a line before the header. */
  private static final String SEPARATOR = "sep=";

  private static final int LONGEST_HEADER = 1 << 16;

  private CsvFile() {}

  /** What parts the fields: a comma, unless a first line such as {@code sep=;} says another. */
  static char delimiter(BufferedReader in) throws IOException {
    in.mark(LONGEST_HEADER);
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n' && next != '\r'; next = in.read()) {
      line.append((char) next);
      if (line.length() == LONGEST_HEADER - 1) {
        break;
      }
    }
    boolean isSaid =
        line.length() == SEPARATOR.length() + 1
            && line.substring(0, SEPARATOR.length()).equalsIgnoreCase(SEPARATOR);
    in.reset();
    return isSaid ? line.charAt(SEPARATOR.length()) : ',';
  }

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
    byte[] first = in.readNBytes(BYTE_ORDER_MARK.length);
    if (!Arrays.equals(first, BYTE_ORDER_MARK)) {
      requireBytes(first);
      in.reset();
    }
    return in;
  }

  /** UTF-16 and UTF-32 begin so, and workbooks. */
  private static void requireBytes(byte[] first) throws IOException {
    int two = first.length < 2 ? 0 : (first[0] & 0xff) << 8 | first[1] & 0xff;
    if (two == 0xfffe || two == 0xfeff) {
      throw new IOException("it is UTF-16; save it as UTF-8");
    }
    if (two == 0x504b && first.length > 2 && first[2] == 3) {
      throw new IOException("it is an Excel workbook or another archive; save the sheet as CSV");
    }
  }

  /** Whether a line says nothing but what the delimiter is. */
  static boolean isSeparator(List<String> fields) {
    return fields.size() == 2
        && fields.get(0).equalsIgnoreCase(SEPARATOR)
        && fields.get(1).isEmpty();
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
