package io.saleslens.indexer.imports.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads JSON: an array of objects, or an object whose {@code sales} is one. */
final class JsonSales {
  private static final String SALES = "sales";

  private final FileBytes bytes;
  private final JsonParser parser;
  private final Intake intake;

  private JsonSales(FileBytes bytes, JsonParser parser, Intake intake) {
    this.bytes = bytes;
    this.parser = parser;
    this.intake = intake;
  }

  static void read(TextFile file, Intake intake) throws IOException {
    try (FileBytes bytes = file.bytes();
        JsonParser parser = JsonItem.FACTORY.createParser(file.reader(bytes))) {
      new JsonSales(bytes, parser, intake).readDocument();
    } catch (JsonProcessingException e) {
      throw new ImportException(
          ImportException.MALFORMED,
          "The file is no JSON that can be read%s: %s.".formatted(place(e), JsonItem.fault(e)),
          e);
    }
    intake.end();
  }

  /** Where a limit is passed, the parser does not say. */
  private static String place(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : ", line %d, column %d"
            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }

  private void readDocument() throws IOException {
    JsonToken first = next();
    if (first == JsonToken.START_ARRAY) {
      readSales();
    } else if (first == JsonToken.START_OBJECT) {
      readObject();
    } else {
      throw noSales();
    }
    if (next() != null) {
      throw new ImportException(
          ImportException.MALFORMED,
          "The file goes on after the end of its JSON; if each line is an object, it is NDJSON.");
    }
  }

  private void readObject() throws IOException {
    boolean found = false;
    while (next() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = next();
      if (!name.equals(SALES)) {
        intake.ignore(name);
        parser.skipChildren();
      } else if (found || value != JsonToken.START_ARRAY) {
        throw noSales();
      } else {
        found = true;
        readSales();
      }
    }
    if (!found) {
      throw noSales();
    }
  }

  private void readSales() throws IOException {
    for (long row = 1; next() != JsonToken.END_ARRAY; row++) {
      intake.take(JsonItem.read(parser, row, intake));
    }
  }

  private JsonToken next() throws IOException {
    bytes.beginValue();
    return parser.nextToken();
  }

  private static ImportException noSales() {
    return new ImportException(
        ImportException.MALFORMED,
        "The file must be an array of sales, or an object with one such array, 'sales'.");
  }
}
