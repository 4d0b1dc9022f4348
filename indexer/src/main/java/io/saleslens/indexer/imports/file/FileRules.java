package io.saleslens.indexer.imports.file;

import io.saleslens.indexer.settings.SaleField;
import io.saleslens.indexer.settings.Secret;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.SettingsReader;
import io.saleslens.indexer.settings.SourceSettings;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How files of sales are read.
 *
 * @param aliases the field that each column name stands for; case, spaces, underscores, hyphens and
 *     byte order marks in names do not matter
 * @param told the column names that somebody spoke of, be it to have them passed over: what they
 *     may mean is not asked
 * @param zone zone of the business day, in which times without an offset are given
 * @param amountScale decimals of amounts: 0 when they are in minor units already, 2 when 12.34
 *     stands for 1234 cents
 * @param currency of amounts
 * @param maxAmount the largest amount, minor units, whatever its sign
 * @param maxBytes of a file, expanded if it is compressed
 * @param maxRows of a file
 * @param refusesCardIds whether ids that look like card numbers are refused
 * @param pepper keys the hashes by which full card numbers, which are masked, stay apart
 */
public record FileRules(
    Map<String, SaleField> aliases,
    Set<String> told,
    ZoneId zone,
    int amountScale,
    Currency currency,
    long maxAmount,
    long maxBytes,
    long maxRows,
    boolean refusesCardIds,
    Secret pepper) {

  private static final long DEFAULT_BYTES = 256L << 20;
  private static final long DEFAULT_ROWS = 5_000_000;
  private static final long MOST_BYTES = 1L << 40;
  private static final long MOST_ROWS = 1_000_000_000;

  /**
   * @throws IllegalArgumentException if two names that mean the same stand for two fields
   */
  public FileRules {
    aliases = normalized(aliases);
    told = told.stream().map(ColumnNames::normalized).collect(Collectors.toUnmodifiableSet());
  }

  private static Map<String, SaleField> normalized(Map<String, SaleField> aliases) {
    Map<String, SaleField> normalized = new HashMap<>();
    aliases.forEach(
        (name, field) -> {
          SaleField other = normalized.put(ColumnNames.normalized(name), field);
          if (other != null && other != field) {
            throw new IllegalArgumentException(
                "Column '%s' stands for %s and %s"
                    .formatted(name, field.fieldName(), other.fieldName()));
          }
        });
    return Map.copyOf(normalized);
  }

  /**
   * Reads {@code imports.aliases}, {@code imports.amount-scale} (else as {@code
   * source.amount-scale}), {@code imports.max-bytes} and {@code imports.max-rows}.
   *
   * @param pepper keys the hashes of card numbers
   * @throws SettingsException if a value is malformed
   */
  public static FileRules from(SettingsReader settings, Secret pepper) {
    SourceSettings source = SourceSettings.from(settings);
    AliasSetting names = AliasSetting.from(settings);
    return new FileRules(
        names.aliases(),
        names.told(),
        source.businessZone(),
        (int) settings.number("imports.amount-scale", source.amountScale(), 0, 6),
        settings.currency("currency", Currency.getInstance("KRW")),
        source.maxAmount(),
        settings.number("imports.max-bytes", DEFAULT_BYTES, 1, MOST_BYTES),
        settings.number("imports.max-rows", DEFAULT_ROWS, 1, MOST_ROWS),
        source.refusesCardIds(),
        pepper);
  }
}
