package io.saleslens.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.saleslens.indexer.elastic.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Items as CSV (RFC 4180) in UTF-8, with a row of the fields' names first. */
final class CsvRows<T> implements Rows<T> {
  /** What spreadsheets take for the beginning of a formula; some also as full-width characters. */
  private static final String FORMULA = "=+-@＝＋－＠﹢﹣﹦﹫−";

  /** By themselves too, as what comes behind them may end up in a cell of its own. */
  private static final String PARTING = "\t\r\n";

  private final List<String> fields;
  private final CSVPrinter out;

  CsvRows(OutputStream out, List<String> fields) throws IOException {
    this.fields = fields;
    this.out =
        new CSVPrinter(
            new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)),
            CSVFormat.RFC4180);
    this.out.printRecord(fields);
  }

  @Override
  public void write(T item) throws IOException {
    Object[] cells = new Object[fields.size()];
    try (JsonParser json = parserOf(item)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        int column = fields.indexOf(json.currentName());
        cells[column] = cell(json.nextToken(), json);
      }
    }
    out.printRecord(Arrays.asList(cells));
  }

  private static JsonParser parserOf(Object item) throws IOException {
    if (item instanceof TokenBuffer tokens) {
      return tokens.asParser(Json.mapper());
    }
    return Json.mapper().valueToTree(item).traverse(Json.mapper());
  }

  /** What has parts of its own is shown as JSON. */
  private static String cell(JsonToken value, JsonParser json) throws IOException {
    return switch (value) {
      case VALUE_NULL -> null;
      case START_OBJECT, START_ARRAY -> json.readValueAsTree().toString();
      case VALUE_STRING -> text(json.getText());
      default -> json.getText();
    };
  }

  /** Text alone can be a formula; a number with a sign is a number. */
  private static String text(String value) {
    return isFormula(value) ? "'" + value : value;
  }

  /** Also behind what is not seen, such as blanks and a byte order mark, which some pass over. */
  private static boolean isFormula(String value) {
    int at = 0;
    while (at < value.length() && isUnseen(value.charAt(at))) {
      if (PARTING.indexOf(value.charAt(at)) >= 0) {
        return true;
      }
      at++;
    }
    return at < value.length() && FORMULA.indexOf(value.charAt(at)) >= 0;
  }

  private static boolean isUnseen(char letter) {
    return Character.isWhitespace(letter)
        || Character.isSpaceChar(letter)
        || Character.isISOControl(letter)
        || Character.getType(letter) == Character.FORMAT
        || Character.getType(letter) == Character.NON_SPACING_MARK;
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void end() throws IOException {
    out.flush();
  }
}
