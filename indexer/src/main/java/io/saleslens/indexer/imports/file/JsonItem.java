package io.saleslens.indexer.imports.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.saleslens.indexer.settings.SaleField;
import io.saleslens.indexer.settings.SaleField.Kind;
import java.io.IOException;

/** Reads a sale from a JSON object. Numbers are kept with all their digits. */
final class JsonItem {
  /** A value or name that is longer is a mistake, and parsers keep each as a whole. */
  private static final int LONGEST_TEXT = 1 << 20;

  private static final int LONGEST_NAME = 1_000;
  private static final int DEEPEST = 32;

  /** Without a table of names: one file may have millions. */
  static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(LONGEST_TEXT)
                  .maxNameLength(LONGEST_NAME)
                  .maxNestingDepth(DEEPEST)
                  .build())
          .build();

  private JsonItem() {}

  /**
   * Reads the value that the parser stands on, to its end.
   *
   * @return the sale; a value that is no object is one with that fault
   * @throws IOException if it is no JSON
   */
  static RawSale read(JsonParser parser, long row, Intake intake) throws IOException {
    RawSale sale = new RawSale(row);
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      sale.refuse("is %s; it must be an object".formatted(described(parser)));
      parser.skipChildren();
      return sale;
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      readMember(parser, name, sale, intake);
    }
    return sale;
  }

  private static void readMember(JsonParser parser, String name, RawSale sale, Intake intake)
      throws IOException {
    Column column = intake.column(name).orElse(null);
    if (column == null) {
      watch(parser, name, sale, intake);
      return;
    }
    if (parser.currentToken().isScalarValue() && parser.currentToken() != JsonToken.VALUE_NULL) {
      intake.watch(sale, name, parser.getText());
    }
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      sale.putMember(column, "");
    } else if (token.isNumeric()) {
      putNumber(parser.getText(), column, sale);
    } else if (token == JsonToken.VALUE_STRING
        || token.isBoolean() && column.field().kind() == Kind.FLAG) {
      sale.putMember(column, parser.getText());
    } else {
      sale.refuseMember(column, "is %s; it must be text or a number".formatted(described(parser)));
      parser.skipChildren();
    }
  }

  private static void putNumber(String text, Column column, RawSale sale) {
    boolean isReference =
        column.field().isReference()
            || column.field() == SaleField.CARD_NUMBER
            || column.field() == SaleField.NUM_APPROVAL;
    String number = Codes.number(text, isReference);
    try {
      sale.putMember(column, column.part() == Column.Part.TIME ? Times.ofNumber(number) : number);
    } catch (BadValueException e) {
      sale.refuseMember(column, e.getMessage());
    }
  }

  /** A value that stands for no field, with all that is in it: {@code payment.status}. */
  private static void watch(JsonParser parser, String name, RawSale sale, Intake intake)
      throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT -> {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String path = name + "." + parser.currentName();
          parser.nextToken();
          watch(parser, path, sale, intake);
        }
      }
      case START_ARRAY -> {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          watch(parser, name, sale, intake);
        }
      }
      case VALUE_NULL -> {}
      default -> intake.watch(sale, name, parser.getText());
    }
  }

  private static String described(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "text";
      default -> Values.shown(parser.getText());
    };
  }

  /** What is wrong with a text that is no JSON. */
  static String fault(JsonProcessingException e) {
    return Values.shown(e.getOriginalMessage());
  }
}
