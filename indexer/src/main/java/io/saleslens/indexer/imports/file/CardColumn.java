package io.saleslens.indexer.imports.file;

import io.saleslens.indexer.settings.SaleField;
import java.util.regex.Pattern;

/** Whether a column that is called after cards holds their numbers, or what was paid by them. */
final class CardColumn {
  /** With the sign of a currency, with decimals, or with commas between thousands. */
  private static final Pattern PRICE =
      Pattern.compile(
          "[(+-]*[$€£¥￥₩￦].*|.*원|[(+-]*[0-9,]*\\.[0-9]{2}\\)?|[(+-]*[0-9]{1,3}(,[0-9]{3})+.*");

  /** One of these is in each price. */
  private static final String MARKS = ".,$€£¥￥₩￦원";

  private final FileRules rules;
  private final Amounts amounts;
  private String column;
  private boolean isTold;
  private long cards;
  private long asAmount;
  private RawSale first;

  CardColumn(FileRules rules, Amounts amounts) {
    this.rules = rules;
    this.amounts = amounts;
  }

  /** Whether it is no card number, though something stands there: all of it is hidden, or 0. */
  static boolean isNoCard(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isHidden = c == 'x' || c == 'X' || c == '0';
      if (Character.isLetterOrDigit(c) && !isHidden) {
        return false;
      }
    }
    return true;
  }

  /**
   * @throws ImportException if the row has a price there
   */
  void watch(RawSale raw) {
    String card = raw.text(SaleField.CARD_NUMBER);
    if (card == null || isTold(raw) || StateWords.isNothing(card)) {
      return;
    }
    if (hasMark(card) && PRICE.matcher(card).matches()) {
      throw refused(raw);
    }
    cards++;
    if (isAmountOf(raw, card)) {
      asAmount++;
      first = first == null ? raw : first;
    } else if (isNoCard(card)) {
      cards--;
    }
  }

  private boolean isTold(RawSale raw) {
    if (!raw.cardColumn().equals(column)) {
      column = raw.cardColumn();
      isTold = rules.told().contains(ColumnNames.normalized(column));
    }
    return isTold;
  }

  private static boolean hasMark(String card) {
    for (int i = 0; i < card.length(); i++) {
      if (MARKS.indexOf(card.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  private boolean isAmountOf(RawSale raw, String card) {
    String amount = raw.text(SaleField.AMOUNT_SALE);
    try {
      return amount != null
          && card.length() <= amount.length()
          && card.charAt(0) == amount.charAt(0)
          && amounts.minorUnits(amount) == amounts.minorUnits(card);
    } catch (BadValueException e) {
      return false;
    }
  }

  /**
   * To be called at the end of the file.
   *
   * @throws ImportException if all rows that have a card have their amount there
   */
  void requireCards() {
    if (asAmount > 0 && asAmount == cards) {
      throw refused(first);
    }
  }

  private static ImportException refused(RawSale raw) {
    String column = Values.shown(raw.cardColumn().strip());
    return new ImportException(
        ImportException.UNCLEAR_COLUMN,
        "The column '%s' seems to hold amounts, such as '%s' in row %d, but no card numbers. Say what it means in saleslens.imports.aliases: '%s' if it is to be passed over, '%s' if it holds card numbers."
            .formatted(
                column,
                Values.shown(raw.text(SaleField.CARD_NUMBER)),
                raw.row(),
                AliasSetting.entry(column, "none"),
                AliasSetting.entry(column, "card_number")),
        raw.row(),
        SaleField.CARD_NUMBER.fieldName(),
        null);
  }
}
