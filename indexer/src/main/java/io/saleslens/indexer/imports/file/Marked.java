package io.saleslens.indexer.imports.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A byte order mark, or none.
 *
 * @param charset that it stands for
 * @param length in bytes
 */
record Marked(Optional<Charset> charset, int length) {
  private static final int LONGEST = 4;

  /** In hexadecimal; that of UTF-32LE begins as that of UTF-16LE does. */
  private static final Map<String, Charset> MARKS = new LinkedHashMap<>();

  static {
    MARKS.put("fffe0000", Charset.forName("UTF-32LE"));
    MARKS.put("0000feff", Charset.forName("UTF-32BE"));
    MARKS.put("efbbbf", StandardCharsets.UTF_8);
    MARKS.put("fffe", StandardCharsets.UTF_16LE);
    MARKS.put("feff", StandardCharsets.UTF_16BE);
  }

  /** Reads the mark and leaves the stream behind it; the stream must be able to go back. */
  static Marked of(InputStream in) throws IOException {
    in.mark(LONGEST);
    String first = HexFormat.of().formatHex(in.readNBytes(LONGEST));
    Marked mark =
        MARKS.entrySet().stream()
            .filter(it -> first.startsWith(it.getKey()))
            .findFirst()
            .map(it -> new Marked(Optional.of(it.getValue()), it.getKey().length() / 2))
            .orElseGet(() -> new Marked(Optional.empty(), 0));
    in.reset();
    in.skipNBytes(mark.length());
    return mark;
  }

  /**
   * The charset by the mark, or else what somebody says.
   *
   * @throws ImportException if both are there and differ
   */
  Optional<Charset> agreeing(Optional<Charset> said) {
    if (charset.isEmpty() || said.isEmpty()) {
      return charset.or(() -> said);
    }
    // UTF-16 is either
    if (!charset.get().name().startsWith(said.get().name())) {
      throw BadByte.refused(
          "The file's encoding is not clear",
          "its byte order mark is that of %s, but it is said to be %s"
              .formatted(charset.get().name(), said.get().name()));
    }
    return charset;
  }
}
