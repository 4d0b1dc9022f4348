package io.saleslens.indexer.imports.file;

import io.saleslens.indexer.imports.file.SheetRows.Kind;
import io.saleslens.indexer.imports.file.SheetRows.Shown;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the cells of a workbook show. */
final class CellTexts {
  /** A character that XML does not take, or that looks so. */
  private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");

  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,15}");
  private static final int HEX = 16;

  private final List<String> sharedTexts;
  private final CellFormats formats;
  private final SheetNumbers numbers;

  CellTexts(Workbook workbook) throws IOException {
    this.sharedTexts = workbook.sharedTexts();
    this.formats = workbook.formats();
    this.numbers = new SheetNumbers(workbook.isSince1904());
  }

  /** The text with the characters that escapes stand for. */
  static String unescaped(String text) {
    return text.contains("_x")
        ? ESCAPED
            .matcher(text)
            .replaceAll(
                it ->
                    Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(it.group(1), HEX))))
        : text;
  }

  Shown shown(String type, String value, String format) {
    try {
      return switch (type) {
        case "s" -> Shown.text(unescaped(sharedText(value)));
        case "n" -> number(value, format);
        case "b" -> new Shown(value.equals("0") ? "FALSE" : "TRUE", null, Kind.FLAG);
        case "e" -> Shown.fault("holds the error '%s'".formatted(Values.shown(value)));
        default -> Shown.text(unescaped(value));
      };
    } catch (BadValueException e) {
      return Shown.fault(e.getMessage());
    }
  }

  private Shown number(String value, String format) throws BadValueException {
    int place = format != null && format.matches("[0-9]{1,6}") ? Integer.parseInt(format) : -1;
    if (place >= 0 && formats.isDate(place)) {
      return Shown.text(numbers.time(value));
    }
    String number = numbers.number(value);
    Optional<ZeroFormat> zeros = place < 0 ? Optional.empty() : formats.zeros(place);
    return zeros.isPresent() && WHOLE.matcher(number).matches()
        ? Shown.text(zeros.get().shown(number))
        : new Shown(number, null, Kind.NUMBER);
  }

  private String sharedText(String place) {
    if (place.matches("[0-9]{1,9}") && Integer.parseInt(place) < sharedTexts.size()) {
      return sharedTexts.get(Integer.parseInt(place));
    }
    throw SheetRows.malformed(
        "refers to a text '%s' that it does not have".formatted(Values.shown(place)));
  }
}
