package io.saleslens.app.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What an import would not rewrite, needs a licence, or asks other hosts stands nowhere. */
final class TextCheck {
  private static final Pattern HOST = Pattern.compile("(?i)(^|[^a-z])([a-z][a-z+.-]*:)?//[^/\\s]");

  /** In these, an import leaves ids as they are. */
  private static final Set<String> TEMPLATES = Set.of("urlTemplate", "labelTemplate", "markdown");

  private final List<String> ids;
  private final Findings findings;

  TextCheck(SavedObjects objects, Findings findings) {
    this.ids = objects.all().stream().map(SavedObject::id).toList();
    this.findings = findings;
  }

  void run(SavedObject object) {
    check("", object.json(), object.where());
  }

  private void check(String key, JsonNode node, String where) {
    if (node.isTextual()) {
      checkText(key, node.textValue(), where);
    }
    if (node.has("panelIndex")) {
      String panel = where + ", panel " + node.path("panelIndex").asText();
      node.properties().forEach(it -> check(it.getKey(), it.getValue(), panel));
    } else {
      node.properties().forEach(it -> check(it.getKey(), it.getValue(), where));
    }
    if (node.isArray()) {
      node.forEach(it -> check(key, it, where));
    }
  }

  private void checkText(String key, String text, String where) {
    if (HOST.matcher(text).find()) {
      findings.add(where, "%s names a host: %s", key, text);
    }
    if (text.equals("URL_DRILLDOWN")) {
      findings.add(where, "a URL drilldown needs a licence");
    }
    if (TEMPLATES.contains(key)) {
      ids.stream()
          .filter(text::contains)
          .forEach(id -> findings.add(where, "%s holds the id %s: %s", key, id, text));
    }
  }
}
