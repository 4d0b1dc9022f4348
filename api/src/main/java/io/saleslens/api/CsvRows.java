package io.saleslens.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.util.TokenBuffer;
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
final class CsvRows implements Rows<TokenBuffer> {
  /** What spreadsheets take for the beginning of a formula; some also as full-width characters. */
  private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

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
  public void write(TokenBuffer item) throws IOException {
    Object[] cells = new Object[fields.size()];
    try (JsonParser json = item.asParser()) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        int column = fields.indexOf(json.currentName());
        cells[column] = cell(json.nextToken(), json);
      }
    }
    out.printRecord(Arrays.asList(cells));
  }

  private static String cell(JsonToken value, JsonParser json) throws IOException {
    return switch (value) {
      case VALUE_NULL -> null;
      case VALUE_STRING -> text(json.getText());
      default -> json.getText();
    };
  }

  /** Text alone can be a formula; a number with a sign is a number. */
  private static String text(String value) {
    return !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
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
