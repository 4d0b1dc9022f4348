package io.saleslens.indexer.mysql;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A column of those that tell rows apart.
 *
 * @param quoted its name, for SQL
 * @param numeric whether it holds numbers
 * @param text whether it holds text
 */
record IdColumn(String quoted, boolean numeric, boolean text) {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,65}(\\.[0-9]{1,30})?");

  /**
   * What to compare the column with: a number must be bound as one, as compared with text MySQL
   * would turn both into doubles. Empty for what is no number where the column holds numbers.
   */
  Optional<Object> value(String part) {
    if (!numeric) {
      return Optional.of(part);
    }
    return NUMBER.matcher(part).matches() ? Optional.of(new BigDecimal(part)) : Optional.empty();
  }
}
