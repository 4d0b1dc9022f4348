package io.saleslens.indexer.imports.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Reads NDJSON: an object on each line. A line that is no JSON is a row refused. */
final class NdjsonSales {
  private static final int LONGEST_LINE = 1 << 20;
  private static final int BUFFER = 1 << 16;
  private static final String MARK = "\ufeff";

  private final InputStream in;
  private final Charset charset;
  private final Intake intake;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean ended;

  private NdjsonSales(InputStream in, Charset charset, Intake intake) {
    this.charset = charset;
    this.in = in;
    this.intake = intake;
  }

  static void read(TextFile file, Intake intake) throws IOException {
    boolean bytewise = file.isBytewise();
    try (FileBytes bytes = file.bytes();
        InputStream in =
            bytewise ? new BufferedInputStream(bytes, BUFFER) : new Utf8Bytes(file.reader(bytes))) {
      new NdjsonSales(in, bytewise ? file.charset() : StandardCharsets.UTF_8, intake).readLines();
    }
    intake.end();
  }

  private void readLines() throws IOException {
    for (long row = 1; !ended; row++) {
      int length = nextLine();
      if (length > LONGEST_LINE) {
        intake.refuse(row, "is longer than %d bytes".formatted(LONGEST_LINE));
        continue;
      }
      String text = decoded();
      if (text == null) {
        intake.refuse(row, "is not " + charset.name());
        continue;
      }
      String json = row == 1 && text.startsWith(MARK) ? text.substring(MARK.length()) : text;
      if (!json.isBlank()) {
        readLine(json, row);
      }
    }
  }

  private void readLine(String json, long row) throws IOException {
    try (JsonParser parser = JsonItem.FACTORY.createParser(json)) {
      parser.nextToken();
      RawSale sale = JsonItem.read(parser, row, intake);
      if (parser.nextToken() != null) {
        intake.refuse(row, "goes on after the end of its object");
      } else {
        intake.take(sale);
      }
    } catch (JsonProcessingException e) {
      intake.refuse(row, "is no JSON: " + JsonItem.fault(e));
    }
  }

  /** Null if the line is not what it must be. */
  private String decoded() {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(line.toByteArray())).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Reads a line, as much of it as is kept, and answers how long it is, at most one more. */
  private int nextLine() throws IOException {
    line.reset();
    int length = 0;
    int next = in.read();
    for (; next != -1 && next != '\n'; next = in.read()) {
      if (length <= LONGEST_LINE) {
        line.write(next);
        length++;
      }
    }
    ended = next == -1;
    return length;
  }
}
