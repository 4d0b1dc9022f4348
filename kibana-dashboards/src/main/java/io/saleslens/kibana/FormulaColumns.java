package io.saleslens.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns that Lens makes of a formula: one for each operation on a field, one for the
 * arithmetic on them, and the formula itself, which shows the last of them. Elasticsearch computes
 * the operations, the browser the arithmetic.
 */
final class FormulaColumns {
  private static final Set<String> ARITHMETIC =
      Set.of("add", "subtract", "multiply", "divide", "floor", "ceil", "round", "abs");

  private final String id;
  private final String label;
  private final String formula;
  private final Fields fields;
  private final Place place;
  private final Map<String, ObjectNode> parts = new LinkedHashMap<>();

  FormulaColumns(String id, String label, String formula, Fields fields, Place place) {
    this.id = id;
    this.label = label;
    this.formula = formula;
    this.fields = fields;
    this.place = place;
  }

  /**
   * All columns by id, the formula first.
   *
   * @param format of the formula's; null for none
   */
  Map<String, ObjectNode> build(ObjectNode format) {
    JsonNode root = node(FormulaParser.parse(formula, place));
    if (parts.isEmpty()) {
      throw place.fault("formula '%s' asks for nothing of the documents.", formula);
    }
    if (!root.isTextual()) {
      addMath(root);
    }
    String last = partId(parts.size() - 1);
    Map<String, ObjectNode> columns = new LinkedHashMap<>();
    columns.put(
        id,
        column(
            label,
            "formula",
            Nodes.object("formula", formula, "isFormulaBroken", false, "format", format),
            List.of(last)));
    columns.putAll(parts);
    return columns;
  }

  private void addMath(JsonNode root) {
    List<String> operands = new ArrayList<>();
    collectOperands(root, operands);
    parts.put(
        partId(parts.size()),
        column(partLabel(), "math", Nodes.object("tinymathAst", root), operands));
  }

  private static void collectOperands(JsonNode node, List<String> into) {
    if (node.isTextual()) {
      into.add(node.textValue());
    }
    node.path("args").forEach(argument -> collectOperands(argument, into));
  }

  private static ObjectNode column(
      String label, String operation, ObjectNode params, List<String> references) {
    return Nodes.object(
        "label",
        label,
        "customLabel",
        true,
        "dataType",
        "number",
        "operationType",
        operation,
        "isBucketed",
        false,
        "scale",
        "ratio",
        "params",
        params,
        "references",
        Nodes.array(references));
  }

  /** What stands in the arithmetic: a number, the id of a part, or a function of such. */
  private JsonNode node(FormulaParser.Term term) {
    if (term instanceof FormulaParser.Constant constant) {
      return number(constant.value());
    }
    if (!(term instanceof FormulaParser.Call call)) {
      throw place.fault("formula '%s' has %s where a value is needed.", formula, term);
    }
    if (ARITHMETIC.contains(call.name())) {
      return Nodes.object(
          "type",
          "function",
          "name",
          call.name(),
          "args",
          Nodes.array(call.arguments().stream().map(this::node).toList()),
          "location",
          Nodes.object("min", call.from(), "max", call.to()),
          "text",
          formula.substring(call.from(), call.to()));
    }
    String part = partId(parts.size());
    parts.put(part, operation(call));
    return TextNode.valueOf(part);
  }

  private static JsonNode number(long value) {
    return value == (int) value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
  }

  private ObjectNode operation(FormulaParser.Call call) {
    String field = null;
    Map<String, String> named = new LinkedHashMap<>();
    for (FormulaParser.Term argument : call.arguments()) {
      if (argument instanceof FormulaParser.Name name && field == null) {
        field = name.name();
      } else if (argument instanceof FormulaParser.Named pair) {
        named.put(pair.name(), pair.value());
      } else {
        throw place.fault("formula '%s': %s cannot take %s.", formula, call.name(), argument);
      }
    }
    Operation operation = Operation.of(call.name(), place);
    ObjectNode column = operation.column(partLabel(), field, fields, false, place);
    named.forEach((name, value) -> setNamed(column, name, value));
    return column;
  }

  private void setNamed(ObjectNode column, String name, String value) {
    switch (name) {
      case "kql" -> {
        fields.needKql(value);
        column.set("filter", Nodes.object("language", "kuery", "query", value));
      }
      case "shift" -> column.put("timeShift", value);
      case "reducedTimeRange" -> column.put("reducedTimeRange", value);
      default -> throw place.fault("formula '%s': there is no argument '%s'.", formula, name);
    }
  }

  private String partLabel() {
    return "Part of " + label;
  }

  private String partId(int part) {
    return id + "X" + part;
  }
}
