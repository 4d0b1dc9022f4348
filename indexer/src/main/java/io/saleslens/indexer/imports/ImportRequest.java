package io.saleslens.indexer.imports;

import io.saleslens.indexer.imports.file.FileFormat;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is said of a file that comes in.
 *
 * @param source who it is from; see {@link #isSource}
 * @param date the business day that all its sales are of, if that is known
 * @param format of the file
 * @param encoding of its characters, if somebody says
 * @param fileName for people; only its last part is kept
 * @param replace whether its days replace what was collected of them before
 * @param by who brings it
 */
public record ImportRequest(
    String source,
    Optional<LocalDate> date,
    FileFormat format,
    Optional<Charset> encoding,
    String fileName,
    boolean replace,
    String by) {
  /** What a source's name may be. */
  public static final String SOURCE =
      "1 to 64 lower-case letters, digits, dots, hyphens and underscores, such as shop-50";

  private static final Pattern SOURCES = Pattern.compile("[a-z0-9._-]{1,64}");

  /**
   * @throws IllegalArgumentException if the source has no proper name
   */
  public ImportRequest {
    if (!isSource(source)) {
      throw new IllegalArgumentException("A source is named by " + SOURCE);
    }
  }

  /** Of a file of which nobody says how its characters are encoded. */
  public ImportRequest(
      String source,
      Optional<LocalDate> date,
      FileFormat format,
      String fileName,
      boolean replace,
      String by) {
    this(source, date, format, Optional.empty(), fileName, replace, by);
  }

  /** Whether a source may have this name. */
  public static boolean isSource(String name) {
    // a folder of the archive has its name
    return SOURCES.matcher(name).matches() && !name.equals(".") && !name.equals("..");
  }
}
