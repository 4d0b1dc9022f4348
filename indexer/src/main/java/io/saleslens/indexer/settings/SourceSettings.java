package io.saleslens.indexer.settings;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the source table looks like.
 *
 * @param table name of the table, {@code table} or {@code schema.table}
 * @param columns the column that holds each field; a field that the table does not have is absent.
 *     For the id it may be several, see {@link #idColumns}
 * @param sourceZone zone of the table's local times
 * @param businessZone zone of the business day
 * @param amountScale decimals of the money columns: 0 when they hold minor units already, 2 when
 *     they hold 12.34 for 1234 cents
 * @param maxAmount the largest amount that is taken for one, minor units, whatever its sign; a row
 *     beyond it is a reject
 * @param nullFlag what a sale without a value in {@code is_canceled} is
 * @param rawData whether {@code raw_data} is copied (never indexed)
 * @param refusesCardIds whether a row is refused whose ids look like card numbers, which are
 *     otherwise kept as they are
 * @param overlap how far behind the last sync's start the next one reads again, so that rows
 *     committed late are not lost
 * @param pageSize rows per query
 * @param patience how long a run waits for MySQL when it fails in the middle
 */
public record SourceSettings(
    String table,
    Map<SaleField, String> columns,
    ZoneId sourceZone,
    ZoneId businessZone,
    int amountScale,
    long maxAmount,
    NullFlag nullFlag,
    boolean rawData,
    boolean refusesCardIds,
    Duration overlap,
    int pageSize,
    Duration patience) {

  private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

  /** Nine hundred thousand of these fit into a sum: far more than a store sells in a year. */
  private static final long MAX_AMOUNT = 10_000_000_000_000L;

  /** What stands in the settings for a field that the table does not have. */
  private static final String NO_COLUMN = "none";

  public SourceSettings {
    columns = Map.copyOf(columns);
    IdColumns.parse(columns.get(SaleField.ID));
  }

  /**
   * @throws SettingsException if a value is malformed or a required field is switched off
   */
  public static SourceSettings from(SettingsReader settings) {
    ZoneId businessZone = settings.zone("zone", SEOUL);
    return new SourceSettings(
        settings.text("source.table").orElse("platform_sales"),
        readColumns(settings),
        settings.zone("source.zone", businessZone),
        businessZone,
        (int) settings.number("source.amount-scale", 0, 0, 6),
        settings.number("source.max-amount", MAX_AMOUNT, 1, Long.MAX_VALUE),
        settings.parse(
            "source.null-is-canceled", NullFlag.UNCOUNTED, NullFlag.allowed(), NullFlag::of),
        settings.flag("source.raw-data", false),
        refusesCardIds(settings),
        settings.duration("sync.overlap", Duration.ofMinutes(10)),
        (int) settings.number("sync.page-size", 20_000, 1, 1_000_000),
        settings.duration("sync.patience", Duration.ofMinutes(1)));
  }

  /** {@code card.ids}: {@code keep} (default) or {@code refuse}. */
  private static boolean refusesCardIds(SettingsReader settings) {
    return settings.parse(
        "card.ids",
        false,
        "keep or refuse",
        value ->
            switch (value) {
              case "keep" -> false;
              case "refuse" -> true;
              default -> throw new IllegalArgumentException(value);
            });
  }

  private static Map<SaleField, String> readColumns(SettingsReader settings) {
    Map<SaleField, String> columns = new EnumMap<>(SaleField.class);
    Arrays.stream(SaleField.values())
        .forEach(
            field -> {
              String key = "source.columns." + field.fieldName().replace('_', '-');
              String column = settings.text(key).orElse(field.fieldName());
              if (!column.toLowerCase(Locale.ROOT).equals(NO_COLUMN)) {
                columns.put(field, column);
              } else if (field.isRequired()) {
                throw new SettingsException(
                    "Setting saleslens.%s is '%s'; a sale cannot do without %s."
                        .formatted(key, column, field.fieldName()));
              }
            });
    return columns;
  }

  /** The columns that together tell sales apart; mostly it is one. */
  public IdColumns idColumns() {
    return IdColumns.parse(columns.get(SaleField.ID));
  }

  /** The column that holds a field, or empty if the table has none. */
  public Optional<String> column(SaleField field) {
    return Optional.ofNullable(columns.get(field));
  }
}
