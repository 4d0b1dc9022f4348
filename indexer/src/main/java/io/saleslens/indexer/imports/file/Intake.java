package io.saleslens.indexer.imports.file;

import io.saleslens.indexer.settings.SaleField;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What happens to rows whatever the format: they are counted, checked and handed on. */
final class Intake {
  /** Names that are remembered: a file of objects may have any number of them. */
  private static final int MOST_NAMES = 1_000;

  private static final int MOST_IGNORED = 100;

  /** Fields of text in which shops may write that a sale is canceled. */
  private static final Set<SaleField> STATES =
      EnumSet.of(
          SaleField.REMARK,
          SaleField.RESULT_CODE,
          SaleField.RESULT_MSG,
          SaleField.DETAIL_STATUS,
          SaleField.PROCESSING_STATUS,
          SaleField.CARD_CATEGORY);

  private final FileRules rules;
  private final SaleCheck check;
  private final Sink sink;
  private final Map<String, Optional<Column>> columns = new HashMap<>();
  private final Map<String, Optional<OtherColumn>> others = new HashMap<>();
  private final Set<String> ignored = new LinkedHashSet<>();
  private Optional<LocalDate> day;
  private long rows;

  Intake(FileRules rules, Optional<LocalDate> day, Clock clock, Sink sink) {
    this.rules = rules;
    this.check = new SaleCheck(rules, clock);
    this.day = day;
    this.sink = sink;
  }

  /** The column of that name, or empty if it stands for no field. */
  Optional<Column> column(String name) {
    Optional<Column> known = columns.get(name);
    if (known != null) {
      return known;
    }
    SaleField field = rules.aliases().get(ColumnNames.normalized(name));
    Optional<Column> column = Optional.ofNullable(field).map(it -> Column.of(name, it));
    if (column.isEmpty()) {
      ignore(name);
    }
    if (columns.size() < MOST_NAMES) {
      columns.put(name, column);
    }
    return column;
  }

  /**
   * Hands a value to a sale that came in a column of that name, whatever it stands for.
   *
   * @param text of a column that clashes with no other
   */
  void put(RawSale sale, String name, String text) {
    column(name).ifPresent(it -> sale.put(it, text));
    watch(sale, name, text);
  }

  /** Has a value looked at that may say that the sale is canceled. */
  void watch(RawSale sale, String name, String text) {
    Optional<OtherColumn> other = other(name);
    if (other.isPresent() && other.get().isWatched()) {
      sale.putOther(other.get(), text);
    }
  }

  /** Empty if nobody needs to know whether the column says that sales are canceled. */
  private Optional<OtherColumn> other(String name) {
    Optional<OtherColumn> known = others.get(name);
    if (known != null) {
      return known;
    }
    String normalized = ColumnNames.normalized(name);
    SaleField field = rules.aliases().get(normalized);
    Optional<OtherColumn> other =
        rules.told().contains(normalized) || field != null && !STATES.contains(field)
            ? Optional.empty()
            : Optional.of(new OtherColumn(name, field != null));
    if (others.size() < MOST_NAMES) {
      others.put(name, other);
    }
    return other;
  }

  /** Remembers a name that stands for nothing. */
  void ignore(String name) {
    if (ignored.size() < MOST_IGNORED && !name.isBlank()) {
      ignored.add(Values.shown(name.strip()));
    }
  }

  /** The day that all sales are of, if the file is of one. */
  Optional<LocalDate> day() {
    return day;
  }

  /**
   * @throws ImportException if the file was said to be of another day
   */
  void setDay(LocalDate own) {
    if (day.isPresent() && !day.get().equals(own)) {
      throw new ImportException(
          ImportException.OTHER_DAY,
          "The file says that it is of %s, but was given as one of %s.".formatted(own, day.get()));
    }
    day = Optional.of(own);
  }

  /** A row. */
  void take(RawSale raw) {
    count();
    if (raw.isEmpty()) {
      raw.refuse("is empty");
    }
    Optional<FileSale> sale = raw.isRefused() ? Optional.empty() : check.check(raw, day);
    sale.ifPresent(sink::sale);
    if (sale.isEmpty()) {
      raw.faults().forEach(sink::refused);
    }
  }

  /** A row that cannot be told apart into fields. */
  void refuse(long row, String reason) {
    RawSale raw = new RawSale(row);
    raw.refuse(reason);
    take(raw);
  }

  private void count() {
    if (++rows > rules.maxRows()) {
      throw new ImportException(
          ImportException.TOO_MANY_ROWS,
          "The file has more than %d rows. Split it, or set saleslens.imports.max-rows higher."
              .formatted(rules.maxRows()));
    }
  }

  /**
   * To be called at the end of the file.
   *
   * @throws ImportException if a column seems to say that sales are canceled, but nobody said so
   */
  void end() {
    check.end();
    others.values().forEach(it -> it.ifPresent(OtherColumn::requireClear));
    others.forEach(
        (name, it) -> {
          if (it.filter(OtherColumn::isRead).isPresent()) {
            ignored.remove(Values.shown(name.strip()));
          }
        });
    tellIgnored();
  }

  private void tellIgnored() {
    if (!ignored.isEmpty()) {
      sink.ignored(Collections.unmodifiableSet(ignored));
    }
  }
}
