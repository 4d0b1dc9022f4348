package io.saleslens.indexer.imports.file;

import io.saleslens.indexer.settings.SaleField;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.SettingsReader;
import io.saleslens.indexer.settings.Shown;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the names of columns: entries such as {@code 매장번호=store_id}, parted by commas or lines,
 * which come on top of {@link ColumnNames#DEFAULTS}; {@code name=none} takes a name away. One text,
 * since a variable of the environment cannot be named in Korean.
 *
 * @param aliases by normalized name
 * @param told the normalized names that it is about
 */
record AliasSetting(Map<String, SaleField> aliases, Set<String> told) {
  private static final String KEY = "imports.aliases";
  private static final String NO_FIELD = "none";

  /** An entry: names in double quotes may hold commas, and quotes that are written twice. */
  private static final Pattern ENTRY =
      Pattern.compile("\\s*(\"(?:[^\"]|\"\")*\"[^,\\r\\n]*|[^,\\r\\n]+)");

  /**
   * @throws SettingsException if an entry is malformed, or two are about the same name
   */
  static AliasSetting from(SettingsReader settings) {
    Map<String, SaleField> aliases = new HashMap<>(ColumnNames.DEFAULTS);
    Set<String> seen = new HashSet<>();
    settings
        .text(KEY)
        .ifPresent(
            text ->
                ENTRY
                    .matcher(text)
                    .results()
                    .map(entry -> entry.group(1).strip())
                    .filter(entry -> !entry.isEmpty())
                    .forEach(entry -> add(entry, aliases, seen)));
    return new AliasSetting(aliases, seen);
  }

  /** An entry as it is to be written. */
  static String entry(String column, String field) {
    boolean quoted = column.indexOf(',') >= 0 || column.startsWith("\"");
    return (quoted ? '"' + column.replace("\"", "\"\"") + '"' : column) + "=" + field;
  }

  private static void add(String entry, Map<String, SaleField> aliases, Set<String> seen) {
    int equals = entry.lastIndexOf('=');
    String name = ColumnNames.normalized(unquoted(entry.substring(0, Math.max(equals, 0)).strip()));
    if (name.isEmpty()) {
      throw refused(entry, "must be the name of a column, '=' and a field");
    }
    if (!seen.add(name)) {
      throw refused(entry, "is about the same column as an entry before it");
    }
    String field = entry.substring(equals + 1).strip();
    if (field.equals(NO_FIELD)) {
      aliases.remove(name);
    } else {
      aliases.put(name, named(field).orElseThrow(() -> refused(entry, noField())));
    }
  }

  private static String unquoted(String name) {
    boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
    return quoted ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
  }

  private static Optional<SaleField> named(String name) {
    return Arrays.stream(SaleField.values())
        .filter(field -> field.fieldName().equals(name))
        .findFirst();
  }

  private static String noField() {
    return "names no field; fields are %s, or none to ignore the column"
        .formatted(
            Arrays.stream(SaleField.values())
                .map(SaleField::fieldName)
                .collect(Collectors.joining(", ")));
  }

  private static SettingsException refused(String entry, String why) {
    return new SettingsException(
        "Setting %s has the entry '%s', which %s."
            .formatted(SettingsReader.shown(KEY), Shown.of(entry), why));
  }
}
