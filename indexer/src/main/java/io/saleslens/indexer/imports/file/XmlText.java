package io.saleslens.indexer.imports.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes XML by its byte order mark or else its declaration, strictly. The JDK's parser would do
 * so too, but writes to standard error what it cannot decode.
 */
final class XmlText {
  private static final int DECLARATION = 200;
  private static final Pattern ENCODING =
      Pattern.compile("^<\\?xml[^>]*\\sencoding\\s*=\\s*[\"']([^\"']{1,40})[\"']");

  /** What programs on Windows mean by EUC-KR. */
  private static final Charset CP949 = Charset.forName("x-windows-949");

  private static final Set<String> KOREAN = Set.of("euc-kr", "ks_c_5601-1987", "cp949", "ms949");

  private XmlText() {}

  static Reader open(InputStream bytes) throws IOException {
    BufferedInputStream in = new BufferedInputStream(bytes);
    Marked mark = Marked.of(in);
    Charset charset = mark.charset().isPresent() ? mark.charset().get() : declared(in);
    return new InputStreamReader(in, charset.newDecoder());
  }

  private static Charset declared(InputStream in) throws IOException {
    in.mark(DECLARATION);
    String beginning = new String(in.readNBytes(DECLARATION), StandardCharsets.ISO_8859_1);
    in.reset();
    if (beginning.startsWith("\0<")) {
      return StandardCharsets.UTF_16BE;
    }
    if (beginning.startsWith("<\0")) {
      return StandardCharsets.UTF_16LE;
    }
    Matcher encoding = ENCODING.matcher(beginning);
    return encoding.find() ? named(encoding.group(1)) : StandardCharsets.UTF_8;
  }

  private static Charset named(String name) {
    if (KOREAN.contains(name.toLowerCase(Locale.ROOT))) {
      return CP949;
    }
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new ImportException(
          ImportException.MALFORMED,
          "The file says that its encoding is '%s', which is unknown. Use UTF-8."
              .formatted(Values.shown(name)),
          e);
    }
  }
}
