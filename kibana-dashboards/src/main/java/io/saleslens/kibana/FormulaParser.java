package io.saleslens.kibana;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads Lens's formulas, as far as they are used here: numbers, {@code + - * /}, brackets, calls
 * with arguments, and named arguments such as {@code kql='rule: *'}.
 */
final class FormulaParser {
  private static final Map<Character, String> SUMS = Map.of('+', "add", '-', "subtract");
  private static final Map<Character, String> PRODUCTS = Map.of('*', "multiply", '/', "divide");

  private final String text;
  private final Place place;
  private int at;

  private FormulaParser(String text, Place place) {
    this.text = text;
    this.place = place;
  }

  /** A part of a formula. */
  sealed interface Term {}

  record Constant(long value) implements Term {}

  record Name(String name) implements Term {}

  record Named(String name, String value) implements Term {}

  /**
   * @param from where it begins in the formula
   * @param to where it ends
   */
  record Call(String name, List<Term> arguments, int from, int to) implements Term {}

  static Term parse(String text, Place place) {
    FormulaParser parser = new FormulaParser(text, place);
    Term term = parser.sum();
    if (parser.at < text.length()) {
      throw parser.fault("an operator");
    }
    return term;
  }

  private Term sum() {
    return chain(SUMS, this::product);
  }

  private Term product() {
    return chain(PRODUCTS, this::factor);
  }

  private Term chain(Map<Character, String> operators, Supplier<Term> operand) {
    int from = skipBlanks();
    Term left = operand.get();
    while (operators.containsKey(peek())) {
      String operator = operators.get(text.charAt(at++));
      Term right = operand.get();
      left = new Call(operator, List.of(left, right), from, end());
    }
    return left;
  }

  private Term factor() {
    char next = peek();
    if (next == '(') {
      at++;
      Term inner = sum();
      expect(')');
      return inner;
    }
    if (Character.isDigit(next)) {
      return new Constant(Long.parseLong(word()));
    }
    if (Character.isLetter(next)) {
      return named();
    }
    throw fault("a number, a call or a bracket");
  }

  private Term named() {
    int from = at;
    String name = word();
    char next = peek();
    if (next == '=') {
      at++;
      return new Named(name, quoted());
    }
    if (next != '(') {
      return new Name(name);
    }
    at++;
    List<Term> arguments = new ArrayList<>();
    while (peek() != ')') {
      arguments.add(sum());
      if (peek() != ')') {
        expect(',');
      }
    }
    expect(')');
    return new Call(name, arguments, from, at);
  }

  private String word() {
    int from = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    return text.substring(from, at);
  }

  private String quoted() {
    expect('\'');
    int end = text.indexOf('\'', at);
    if (end < 0) {
      throw fault("an end of the quote");
    }
    String value = text.substring(at, end);
    at = end + 1;
    return value;
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw fault("'" + wanted + "'");
    }
    at++;
  }

  /** The next character that is no blank; 0 at the end. */
  private char peek() {
    skipBlanks();
    return at < text.length() ? text.charAt(at) : 0;
  }

  private int skipBlanks() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  /** Where what was read ends, without the blanks behind it. */
  private int end() {
    return text.substring(0, at).stripTrailing().length();
  }

  private SourceException fault(String wanted) {
    return place.fault("formula '%s' needs %s at character %d.", text, wanted, at + 1);
  }
}
