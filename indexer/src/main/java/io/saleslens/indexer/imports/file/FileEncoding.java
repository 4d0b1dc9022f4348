package io.saleslens.indexer.imports.file;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What encodings of characters are called. */
public final class FileEncoding {
  static final Charset CP949 = Charset.forName("x-windows-949");

  /** What programs on Windows mean by EUC-KR. */
  private static final Set<String> KOREAN =
      Set.of(
          "euc-kr",
          "euckr",
          "ks_c_5601-1987",
          "ksc5601",
          "ksc_5601",
          "cp949",
          "ms949",
          "uhc",
          "windows-949",
          "949");

  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\";\\s]*)\"?", Pattern.CASE_INSENSITIVE);

  private FileEncoding() {}

  /**
   * The encoding of a name, such as {@code UTF-8}, {@code EUC-KR} or {@code windows-1252}.
   *
   * @throws ImportException if there is none of that name
   */
  public static Charset named(String name) {
    if (KOREAN.contains(name.toLowerCase(Locale.ROOT))) {
      return CP949;
    }
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new ImportException(
          ImportException.ENCODING,
          "The encoding '%s' is unknown. Encodings are UTF-8, UTF-16, MS949 (Korean), windows-1252 (western), Shift_JIS and the like."
              .formatted(Values.shown(name)),
          e);
    }
  }

  /**
   * The charset of a Content-Type.
   *
   * @return empty if it says none
   * @throws ImportException if there is no such one
   */
  public static Optional<Charset> ofContentType(String contentType) {
    Matcher charset = CHARSET.matcher(contentType);
    return charset.find() ? Optional.of(named(charset.group(1))) : Optional.empty();
  }

  /** Whether ASCII is what it is in all usual encodings: not so UTF-16. */
  static boolean isAsciiBased(Charset charset) {
    byte[] ascii = "<?xml,;|\n\"".getBytes(StandardCharsets.US_ASCII);
    return charset.canEncode()
        && Arrays.equals(ascii, new String(ascii, StandardCharsets.US_ASCII).getBytes(charset));
  }

  /** Whether no byte of a longer character looks like a quote, a delimiter or a line break. */
  static boolean isBytewise(Charset charset) {
    return charset.equals(StandardCharsets.UTF_8)
        || charset.equals(CP949)
        || isAsciiBased(charset) && charset.newEncoder().maxBytesPerChar() == 1;
  }
}
