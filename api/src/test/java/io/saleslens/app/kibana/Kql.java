package io.saleslens.app.kibana;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of Kibana's query language that panels use, as Kibana translates it. Refuses the rest:
 * the servers of the tests have no {@code kql} query to ask.
 */
final class Kql {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(\"[^\"]*\"|[\\w.*-]+|<=|>=|<|>|:|\\(|\\))");
  private static final Map<String, String> RANGES =
      Map.of("<", "lt", "<=", "lte", ">", "gt", ">=", "gte");

  private final Matcher tokens;
  private final Set<String> fields = new TreeSet<>();
  private String token;

  private Kql(String text) {
    tokens = TOKEN.matcher(text);
    next();
  }

  /** As Elasticsearch is asked; everything, if the text is empty. */
  static ObjectNode query(String text) {
    return text.isBlank()
        ? (ObjectNode) JSON.objectNode().set("match_all", JSON.objectNode())
        : new Kql(text).whole();
  }

  /** What it asks for. */
  static Set<String> fields(String text) {
    Kql kql = new Kql(text);
    if (!text.isBlank()) {
      kql.whole();
    }
    return kql.fields;
  }

  private ObjectNode whole() {
    ObjectNode query = or();
    if (!token.isEmpty()) {
      throw new IllegalArgumentException("KQL is not understood from '" + token + "' on");
    }
    return query;
  }

  private void next() {
    if (tokens.lookingAt()) {
      token = tokens.group(1);
      tokens.region(tokens.end(), tokens.regionEnd());
    } else if (tokens.regionStart() == tokens.regionEnd()) {
      token = "";
    } else {
      throw new IllegalArgumentException(
          "KQL is not understood at character " + tokens.regionStart());
    }
  }

  private String taken() {
    String taken = token;
    next();
    return taken;
  }

  private ObjectNode or() {
    ObjectNode first = and();
    if (!token.equalsIgnoreCase("or")) {
      return first;
    }
    ObjectNode query = JSON.objectNode();
    ArrayNode should = query.putObject("bool").put("minimum_should_match", 1).putArray("should");
    should.add(first);
    while (token.equalsIgnoreCase("or")) {
      next();
      should.add(and());
    }
    return query;
  }

  private ObjectNode and() {
    ObjectNode first = not();
    if (!token.equalsIgnoreCase("and")) {
      return first;
    }
    ObjectNode query = JSON.objectNode();
    ArrayNode filter = query.putObject("bool").putArray("filter");
    filter.add(first);
    while (token.equalsIgnoreCase("and")) {
      next();
      filter.add(not());
    }
    return query;
  }

  private ObjectNode not() {
    if (!token.equalsIgnoreCase("not")) {
      return one();
    }
    next();
    ObjectNode query = JSON.objectNode();
    query.putObject("bool").set("must_not", not());
    return query;
  }

  private ObjectNode one() {
    if (token.equals("(")) {
      next();
      ObjectNode inside = or();
      if (!taken().equals(")")) {
        throw new IllegalArgumentException("KQL: a ')' is missing");
      }
      return inside;
    }
    String field = taken();
    String operator = taken();
    if (!field.matches("[a-z_]+")) {
      throw new IllegalArgumentException("KQL: no such field: " + field);
    }
    fields.add(field);
    return operator.equals(":") && token.equals("(") ? anyOf(field) : one(field, operator, taken());
  }

  /** Such as {@code outcome: (failed or killed)}. */
  private ObjectNode anyOf(String field) {
    ObjectNode query = JSON.objectNode();
    ArrayNode should = query.putObject("bool").put("minimum_should_match", 1).putArray("should");
    do {
      next();
      should.add(one(field, ":", taken()));
    } while (token.equalsIgnoreCase("or"));
    if (!taken().equals(")")) {
      throw new IllegalArgumentException("KQL: a ')' is missing");
    }
    return query;
  }

  private static ObjectNode one(String field, String operator, String value) {
    if (value.isEmpty() || value.matches("[():<>=].*")) {
      throw new IllegalArgumentException("KQL is not understood: " + field + operator + value);
    }
    ObjectNode query = JSON.objectNode();
    if (RANGES.containsKey(operator)) {
      query.putObject("range").putObject(field).put(RANGES.get(operator), unquoted(value));
    } else if (!operator.equals(":")) {
      throw new IllegalArgumentException("KQL: no such operator: " + operator);
    } else if (value.equals("*")) {
      query.putObject("exists").put("field", field);
    } else if (value.contains("*")) {
      throw new IllegalArgumentException("KQL: no such pattern is expected: " + value);
    } else {
      query
          .putObject(value.startsWith("\"") ? "match_phrase" : "match")
          .put(field, unquoted(value));
    }
    return query;
  }

  private static String unquoted(String value) {
    return value.startsWith("\"") ? value.substring(1, value.length() - 1) : value;
  }
}
