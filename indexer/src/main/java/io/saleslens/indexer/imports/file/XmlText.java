package io.saleslens.indexer.imports.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes XML by its byte order mark, what somebody says or else its declaration, strictly. The
 * JDK's parser would do so too, but writes to standard error what it cannot decode.
 */
final class XmlText {
  private static final int DECLARATION = 200;
  private static final Pattern ENCODING =
      Pattern.compile("^<\\?xml[^>]*\\sencoding\\s*=\\s*[\"']([^\"']{1,40})[\"']");

  private XmlText() {}

  static Reader open(InputStream bytes, Optional<Charset> said) throws IOException {
    BufferedInputStream in = new BufferedInputStream(bytes);
    Marked mark = Marked.of(in);
    Optional<Charset> known = mark.agreeing(said);
    return new StrictReader(in, known.isPresent() ? known.get() : declared(in), mark.length());
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
    Charset charset = FileEncoding.named(name);
    if (!FileEncoding.isAsciiBased(charset)) {
      throw BadByte.refused(
          "The file's encoding is not clear",
          "it says that it is '%s', but its first bytes are not".formatted(Values.shown(name)));
    }
    return charset;
  }
}
