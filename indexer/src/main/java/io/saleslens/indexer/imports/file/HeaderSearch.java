package io.saleslens.indexer.imports.file;

import io.saleslens.indexer.settings.SaleField;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the header of a table, which may stand below a title: the first row that names all that
 * each sale needs; if none does, the one of most known names, and of these that of most texts.
 */
final class HeaderSearch {
  /** Rows that are looked at. */
  private static final int MOST_ROWS = 50;

  private final FileRules rules;
  private final boolean hasDay;
  private int rows;
  private int best;
  private long bestKnown = -1;
  private long bestTexts;
  private boolean complete;

  /**
   * @param hasDay whether the day of all sales is known without a column
   */
  HeaderSearch(FileRules rules, boolean hasDay) {
    this.rules = rules;
    this.hasDay = hasDay;
  }

  boolean wantsMore() {
    return !complete && rows < MOST_ROWS;
  }

  void add(List<String> names) {
    Set<SaleField> fields = EnumSet.noneOf(SaleField.class);
    long known = 0;
    for (String name : names) {
      SaleField field = rules.aliases().get(ColumnNames.normalized(name));
      if (field != null) {
        fields.add(field);
        known++;
      }
    }
    long texts = names.stream().filter(it -> !it.isBlank()).count();
    complete =
        fields.contains(SaleField.STORE_ID)
            && fields.contains(SaleField.AMOUNT_SALE)
            && (hasDay || fields.contains(SaleField.SOLD_AT));
    if (complete || known > bestKnown || known == bestKnown && texts > bestTexts) {
      best = rows;
      bestKnown = known;
      bestTexts = texts;
    }
    rows++;
  }

  boolean hasRows() {
    return rows > 0;
  }

  /** Whether a row was found that names all that is needed. */
  boolean isComplete() {
    return complete;
  }

  /** How many columns of the row are known. */
  long known() {
    return bestKnown;
  }

  /** Which of the rows it is, from 0. */
  int at() {
    return best;
  }
}
