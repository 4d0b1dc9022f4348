package io.saleslens.app.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.saleslens.app.kibana.Layer.Column;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A Lens formula, read once more from its text. Kibana calculates by the columns that were made of
 * it, and makes them anew from the text as soon as somebody edits it: both must say the same.
 */
final class Formula {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(\\d+(?:\\.\\d+)?|[A-Za-z_][\\w.]*|'(?:[^'\\\\]|\\\\.)*'|[-+*/(),=])");
  private static final Map<String, String> OPERATORS =
      Map.of("+", "add", "-", "subtract", "*", "multiply", "/", "divide");
  private static final Set<String> MATH =
      Set.of("add", "subtract", "multiply", "divide", "floor", "round");

  private final Matcher tokens;
  private String token;

  private Formula(String text) {
    tokens = TOKEN.matcher(text);
    next();
  }

  /** A formula's text, spelled out: every operator a function, arguments by name in order. */
  static String spelledOut(String text) {
    Formula formula = new Formula(text);
    String all = formula.sum();
    if (!formula.token.isEmpty()) {
      throw new IllegalArgumentException("not understood from '" + formula.token + "' on");
    }
    return all;
  }

  /** The same of a column and the columns that it is made of. */
  static String spelledOut(Column column, Map<String, Column> columns) {
    // none is made of itself
    Map<String, Column> others = new HashMap<>(columns);
    others.remove(column.id());
    return switch (column.operation()) {
      case "formula" -> spelledOut(TextNode.valueOf(last(column.references())), others);
      case "math" -> spelledOut(column.params().path("tinymathAst"), others);
      default -> part(column);
    };
  }

  private static String last(List<String> references) {
    return references.isEmpty() ? "" : references.get(references.size() - 1);
  }

  private static String spelledOut(JsonNode ast, Map<String, Column> columns) {
    if (ast.isNumber()) {
      return number(ast.asText());
    }
    if (ast.isTextual()) {
      Column column = columns.get(ast.textValue());
      if (column == null) {
        throw new IllegalArgumentException("column " + ast + " is not there, or part of itself");
      }
      return spelledOut(column, columns);
    }
    return StreamSupport.stream(ast.path("args").spliterator(), false)
        .map(it -> spelledOut(it, columns))
        .collect(Collectors.joining(",", ast.path("name").asText() + "(", ")"));
  }

  private static String part(Column column) {
    Map<String, String> named = new TreeMap<>();
    if (!column.filter().isEmpty()) {
      named.put("kql", column.filter());
    }
    if (!column.timeShift().isEmpty()) {
      named.put("shift", column.timeShift());
    }
    if (!column.reducedTimeRange().isEmpty()) {
      named.put("reducedTimeRange", column.reducedTimeRange());
    }
    return call(column.operation(), column.hasField() ? column.field() : "", named);
  }

  private static String call(String name, String arguments, Map<String, String> named) {
    return "%s(%s%s)".formatted(name, arguments, named.isEmpty() ? "" : named);
  }

  private static String number(String text) {
    return Double.toString(Double.parseDouble(text));
  }

  private void next() {
    if (tokens.lookingAt()) {
      token = tokens.group(1);
      tokens.region(tokens.end(), tokens.regionEnd());
    } else if (tokens.regionStart() == tokens.regionEnd()) {
      token = "";
    } else {
      throw new IllegalArgumentException("not understood at character " + tokens.regionStart());
    }
  }

  private String taken() {
    String taken = token;
    next();
    return taken;
  }

  private void expect(String expected) {
    if (!taken().equals(expected)) {
      throw new IllegalArgumentException("a '" + expected + "' is missing");
    }
  }

  private String sum() {
    String all = product();
    while (token.equals("+") || token.equals("-")) {
      all = "%s(%s,%s)".formatted(OPERATORS.get(taken()), all, product());
    }
    return all;
  }

  private String product() {
    String all = operand();
    while (token.equals("*") || token.equals("/")) {
      all = "%s(%s,%s)".formatted(OPERATORS.get(taken()), all, operand());
    }
    return all;
  }

  private String operand() {
    if (token.equals("(")) {
      next();
      String inside = sum();
      expect(")");
      return inside;
    }
    if (token.matches("\\d.*")) {
      return number(taken());
    }
    String name = taken();
    expect("(");
    String all = MATH.contains(name) ? mathArguments(name) : partArguments(name);
    expect(")");
    return all;
  }

  private String mathArguments(String name) {
    StringBuilder arguments = new StringBuilder(sum());
    while (token.equals(",")) {
      next();
      arguments.append(',').append(sum());
    }
    return name + "(" + arguments + ")";
  }

  private String partArguments(String name) {
    String field = "";
    Map<String, String> named = new TreeMap<>();
    while (!token.equals(")")) {
      String word = taken();
      if (token.equals("=")) {
        next();
        String value = taken();
        named.put(word, value.substring(1, value.length() - 1).replace("\\'", "'"));
      } else {
        field = word;
      }
      if (token.equals(",")) {
        next();
      }
    }
    return call(name, field, named);
  }
}
