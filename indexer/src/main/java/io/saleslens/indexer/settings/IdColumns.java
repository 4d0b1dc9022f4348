package io.saleslens.indexer.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The columns that together tell sales apart, as {@code source.columns.id} names them: parted by
 * commas, in the order of the table's key. A name that holds a comma stands in backticks, one in it
 * is doubled.
 *
 * @param names in their order, mostly one
 */
public record IdColumns(List<String> names) {
  private static final char QUOTE = '`';

  public IdColumns {
    names = List.copyOf(names);
  }

  /**
   * @throws SettingsException if a name is missing, not closed or there twice
   */
  static IdColumns parse(String text) {
    List<String> names = new ArrayList<>();
    int from = 0;
    while (from <= text.length()) {
      int end = end(text, from);
      names.add(name(text, text.substring(from, end).strip()));
      from = end + 1;
    }
    long different = names.stream().map(it -> it.toLowerCase(Locale.ROOT)).distinct().count();
    if (different < names.size()) {
      throw malformed(text, "names a column twice");
    }
    return new IdColumns(names);
  }

  /** Where a name ends: at the next comma, outside of backticks if it begins with one. */
  private static int end(String text, int from) {
    boolean quotes = text.substring(from).strip().startsWith("`");
    boolean quoted = false;
    for (int i = from; i < text.length(); i++) {
      quoted ^= quotes && text.charAt(i) == QUOTE;
      if (text.charAt(i) == ',' && !quoted) {
        return i;
      }
    }
    return text.length();
  }

  private static String name(String text, String part) {
    if (part.isEmpty()) {
      throw malformed(text, "has an empty name");
    }
    if (part.charAt(0) != QUOTE) {
      return part;
    }
    String inner = part.length() > 1 ? part.substring(1, part.length() - 1) : "";
    boolean closed = part.endsWith("`") && !inner.replace("``", "").contains("`");
    if (!closed || inner.isEmpty()) {
      throw malformed(text, "has a backtick that is not closed");
    }
    return inner.replace("``", "`");
  }

  private static SettingsException malformed(String text, String what) {
    return new SettingsException(
        "Setting saleslens.source.columns.id (SALESLENS_SOURCE_COLUMNS_ID) is '%s', which %s. Name one column, or several parted by commas, as in store_id,id; a name that holds a comma stands in backticks."
            .formatted(text, what));
  }

  /** Whether the id is made of several columns. */
  public boolean isJoined() {
    return names.size() > 1;
  }

  /** As the setting has them. */
  public String text() {
    return names.stream().map(IdColumns::quoted).collect(Collectors.joining(","));
  }

  private static String quoted(String name) {
    boolean plain = name.indexOf(',') < 0 && name.indexOf(QUOTE) != 0 && name.equals(name.strip());
    return plain ? name : QUOTE + name.replace("`", "``") + QUOTE;
  }
}
