package io.saleslens.indexer.imports.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/** Which kind of JSON a file is, whatever it is called. */
final class JsonKind {
  private static final String SALES = "sales";

  private JsonKind() {}

  /** Empty if it is none, or nobody can tell. */
  static Optional<FileFormat> of(TextFile file, FileRules rules) throws IOException {
    try (FileBytes bytes = file.bytes();
        JsonParser parser = JsonItem.FACTORY.createParser(file.reader(bytes))) {
      bytes.beginValue();
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_ARRAY) {
        return Optional.of(FileFormat.JSON);
      }
      return first == JsonToken.START_OBJECT ? ofObject(parser, rules) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    } catch (ImportException e) {
      // too long a value: whoever reads the file says so
      return Optional.empty();
    }
  }

  /** An object of known names that ends on its line is a sale, unless it holds sales. */
  private static Optional<FileFormat> ofObject(JsonParser parser, FileRules rules)
      throws IOException {
    int line = parser.currentTokenLocation().getLineNr();
    boolean isSale = false;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      isSale |= rules.aliases().containsKey(ColumnNames.normalized(parser.currentName()));
      boolean isSales = parser.currentName().equals(SALES);
      if (parser.nextToken() == JsonToken.START_ARRAY && isSales) {
        return Optional.of(FileFormat.JSON);
      }
      parser.skipChildren();
    }
    return isSale && parser.currentTokenLocation().getLineNr() == line
        ? Optional.of(FileFormat.NDJSON)
        : Optional.empty();
  }
}
