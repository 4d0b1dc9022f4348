package io.saleslens.indexer.imports.file;

import io.saleslens.indexer.settings.SaleField;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * A sale of a file, checked and spelled in one way only: the same sale in files of two formats has
 * equal values.
 *
 * @param row its number; see {@link SalesFile}
 * @param day the business day
 * @param values what the file says, in the order of the fields and as MySQL takes it: times {@code
 *     yyyy-MM-dd HH:mm:ss.SSSSSS} by the clocks of {@link FileRules#zone}, money in whole minor
 *     units, flags {@code 0} or {@code 1}, text in NFC with full card numbers masked; behind the
 *     mask of {@code card_number} stands a keyed hash of it. What the file leaves empty is absent,
 *     but for {@code is_canceled}, which is then {@code 0}.
 */
public record FileSale(long row, LocalDate day, Map<SaleField, String> values) {
  public FileSale {
    values = Collections.unmodifiableMap(new EnumMap<>(values));
  }
}
