package io.saleslens.indexer.csv;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Splits a CSV file into records that keep their line number, so that one malformed record does not
 * end the reading: a quote that is never closed, or bytes that are not UTF-8, cost their own line,
 * not the rest of the file. For this the file is read byte by byte (as Latin-1) and each record is
 * decoded by itself; no byte of a longer character, in UTF-8 or CP949, looks like a quote,
 * delimiter or line break.
 */
public final class CsvRecords implements Iterator<CsvRecords.Line> {
  /**
   * A quoted field longer than this is taken for a forgotten quote, bytes. Nor is more of a line
   * kept: a file of another kind may have no line break at all.
   */
  private static final int LONGEST_RECORD = 1 << 20;

  private static final String TOO_LONG = "is longer than %d bytes".formatted(LONGEST_RECORD);
  private static final String NEVER_CLOSED = "a quote is opened and never closed";
  private static final String MISPLACED = "misplaced quote";

  private final BufferedReader in;
  private final String delimiter;
  private final CSVFormat format;
  private final Optional<Charset> charset;
  private final Deque<String> pushedBack = new ArrayDeque<>();
  private final char[] buffer = new char[1 << 13];
  private int bufferAt;
  private int bufferEnd;
  private long lineNumber;
  private Line next;

  /**
   * A record.
   *
   * @param number of the record's first line, from 1
   * @param fields the fields; empty if the record is malformed
   * @param error what is wrong with it, or null
   */
  public record Line(long number, List<String> fields, String error) {}

  /**
   * Records of UTF-8, parted by commas.
   *
   * @param in hands out the file's bytes, each as one character
   */
  public CsvRecords(BufferedReader in) {
    this(in, ',', Optional.of(StandardCharsets.UTF_8));
  }

  /**
   * @param in hands out the file's bytes, each as one character; or its characters, if there is no
   *     charset to decode them by
   * @param delimiter between fields
   * @param charset UTF-8, or another in which bytes below 0x30 are always ASCII
   */
  public CsvRecords(BufferedReader in, char delimiter, Optional<Charset> charset) {
    this.in = in;
    // not as an expression, in which a bar means something
    this.delimiter =
        Character.isLetterOrDigit(delimiter) ? String.valueOf(delimiter) : "\\" + delimiter;
    this.format = CSVFormat.RFC4180.builder().setDelimiter(delimiter).get();
    this.charset = charset;
  }

  /**
   * @throws UncheckedIOException if the file cannot be read further
   */
  @Override
  public boolean hasNext() {
    if (next == null) {
      try {
        next = read();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return next != null;
  }

  @Override
  public Line next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Line current = next;
    next = null;
    return current;
  }

  private Line read() throws IOException {
    String first = nextLine();
    while (first != null && first.isBlank()) {
      first = nextLine();
    }
    if (first == null) {
      return null;
    }
    long number = lineNumber;
    if (first.length() > LONGEST_RECORD) {
      return new Line(number, List.of(), TOO_LONG);
    }
    StringBuilder text = new StringBuilder(first);
    Deque<String> further = new ArrayDeque<>();
    boolean open = quotes(first) % 2 == 1;
    while (open) {
      String line = nextLine();
      if (line != null) {
        further.addLast(line);
        text.append('\n').append(line);
      }
      if (line == null || text.length() > LONGEST_RECORD) {
        pushBack(further);
        return new Line(number, List.of(), NEVER_CLOSED);
      }
      open = quotes(line) % 2 == 0;
    }
    return parse(number, text.toString(), further);
  }

  private Line parse(long number, String bytes, Deque<String> further) {
    try {
      String text = decoded(bytes);
      return text.indexOf('"') < 0
          ? new Line(number, Arrays.asList(text.split(delimiter, -1)), null)
          : parseQuoted(number, text, further);
    } catch (CharacterCodingException e) {
      return new Line(number, List.of(), "is not " + charset.orElseThrow().name());
    }
  }

  private Line parseQuoted(long number, String text, Deque<String> further) {
    try (CSVParser parser = CSVParser.parse(text, format)) {
      List<CSVRecord> records = parser.getRecords();
      if (records.size() != 1) {
        // A quote within a field opens nothing, so that the lines behind it are records.
        pushBack(further);
        return new Line(number, List.of(), MISPLACED);
      }
      return new Line(number, records.get(0).toList(), null);
    } catch (IOException | UncheckedIOException e) {
      // A forgotten quote seems closed where a later record opens one; the lines between are good.
      boolean oneLine = further.isEmpty();
      pushBack(further);
      return new Line(number, List.of(), oneLine ? MISPLACED : NEVER_CLOSED);
    }
  }

  private String decoded(String bytes) throws CharacterCodingException {
    if (charset.isEmpty()) {
      return bytes;
    }
    return charset
        .get()
        .newDecoder()
        .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
        .toString();
  }

  private void pushBack(Deque<String> lines) {
    lineNumber -= lines.size();
    while (!lines.isEmpty()) {
      pushedBack.addFirst(lines.removeLast());
    }
  }

  private String nextLine() throws IOException {
    String line = pushedBack.isEmpty() ? readLine() : pushedBack.removeFirst();
    if (line != null) {
      lineNumber++;
    }
    return line;
  }

  /** Ends at \n, \r or both, as a reader's lines do; too long a line is cut, not kept. */
  private String readLine() throws IOException {
    int next = nextCharacter();
    if (next == -1) {
      return null;
    }
    StringBuilder line = new StringBuilder();
    for (; next != -1 && next != '\n' && next != '\r'; next = nextCharacter()) {
      if (line.length() <= LONGEST_RECORD) {
        line.append((char) next);
      }
    }
    if (next == '\r' && nextCharacter() != '\n' && bufferEnd > 0) {
      bufferAt--;
    }
    return line.toString();
  }

  /** A buffer of our own: the reader's costs a lock for each character. */
  private int nextCharacter() throws IOException {
    if (bufferAt == bufferEnd) {
      bufferAt = 0;
      bufferEnd = Math.max(in.read(buffer), 0);
    }
    return bufferEnd == 0 ? -1 : buffer[bufferAt++];
  }

  private static int quotes(String line) {
    int quotes = 0;
    for (int at = line.indexOf('"'); at >= 0; at = line.indexOf('"', at + 1)) {
      quotes++;
    }
    return quotes;
  }
}
