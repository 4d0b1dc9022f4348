package io.saleslens.indexer.imports;

import io.saleslens.indexer.card.CardMask;
import io.saleslens.indexer.imports.file.FileSale;
import io.saleslens.indexer.imports.file.Refusal;
import io.saleslens.indexer.imports.file.Sink;
import io.saleslens.indexer.settings.SaleField;
import io.saleslens.indexer.settings.Shown;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives the sales of a file their ids, by day: of two with one id the second is refused. It decides
 * alike each time that the same file is read.
 */
final class RowIntake implements Sink {
  /** Begins the id of a sale that has none in its file; what follows counts those of the day. */
  private static final String NUMBERED = "#";

  private final String source;
  private final Repeats repeats;
  private final Taker taker;
  private final Map<LocalDate, Day> days = new HashMap<>();

  /** Takes what is left of the rows. */
  interface Taker {
    /**
     * @param id of the sale, over all sources
     */
    void sale(String id, FileSale sale);

    void refused(Refusal refusal);

    /** Names of columns that stand for no field; called at most once. */
    default void notUsed(List<String> columns) {}
  }

  /** Knows which ids an earlier row of the file has. */
  @FunctionalInterface
  interface Repeats {
    /**
     * Asked once for each good row with an id, in their order.
     *
     * @param id by day
     */
    boolean has(String id, long row);
  }

  private static final class Day {
    private long sales;
  }

  RowIntake(String source, Repeats repeats, Taker taker) {
    this.source = source;
    this.repeats = repeats;
    this.taker = taker;
  }

  @Override
  public void sale(FileSale sale) {
    Day day = days.computeIfAbsent(sale.day(), it -> new Day());
    String id = sale.values().get(SaleField.ID);
    if (id != null && id.startsWith(NUMBERED)) {
      refuse(
          sale, "'%s' begins with #, as only the numbers of sales without an id do".formatted(id));
    } else if (id != null && repeats.has(sale.day() + ":" + id, sale.row())) {
      refuse(sale, "'%s' is the id of a sale above, of the same day".formatted(id));
    } else {
      day.sales++;
      String own = id == null ? NUMBERED + day.sales : id;
      taker.sale(source + ":" + sale.day() + ":" + own, sale);
    }
  }

  @Override
  public void ignored(Set<String> columns) {
    // files without a header have a sale's values there
    taker.notUsed(columns.stream().map(it -> Shown.line(CardMask.mask(it))).toList());
  }

  private void refuse(FileSale sale, String reason) {
    taker.refused(new Refusal(sale.row(), SaleField.ID.fieldName(), reason));
  }

  @Override
  public void refused(Refusal refusal) {
    taker.refused(refusal);
  }
}
