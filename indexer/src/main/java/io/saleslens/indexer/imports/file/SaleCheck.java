package io.saleslens.indexer.imports.file;

import io.saleslens.indexer.card.CardKeys;
import io.saleslens.indexer.settings.SaleField;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Checks every field of a row and finds all its faults, not only the first. */
final class SaleCheck {
  private final Times times;
  private final Amounts amounts;
  private final CardKeys cardKeys;
  private final CardColumn cards;
  private final boolean refusesCardIds;
  private final Cancellation cancellation;

  SaleCheck(FileRules rules, Clock clock) {
    this.times = new Times(rules.zone(), clock);
    this.amounts = new Amounts(rules.amountScale(), rules.currency(), rules.maxAmount());
    this.cards = new CardColumn(rules, amounts);
    this.cancellation = new Cancellation(amounts);
    this.cardKeys = new CardKeys(rules.pepper());
    this.refusesCardIds = rules.refusesCardIds();
  }

  /**
   * @param day that the file is of, if it is of one
   * @return empty if the row has faults, which are then in it
   */
  Optional<FileSale> check(RawSale raw, Optional<LocalDate> day) {
    Map<SaleField, String> values = new EnumMap<>(SaleField.class);
    LocalDateTime soldAt = null;
    Optional<Boolean> canceled = cancellation.of(raw);
    cards.watch(raw);
    for (SaleField field : SaleField.values()) {
      if (raw.hasFault(field)) {
        continue;
      }
      try {
        if (field == SaleField.SOLD_AT) {
          soldAt = soldAt(raw, day);
          values.put(field, Times.canonical(soldAt));
        } else {
          Optional<String> value = value(field, raw, canceled);
          value.ifPresent(it -> values.put(field, it));
        }
      } catch (BadValueException e) {
        raw.refuse(field, e.getMessage());
      }
    }
    return raw.faults().isEmpty()
        ? Optional.of(new FileSale(raw.row(), soldAt.toLocalDate(), values))
        : Optional.empty();
  }

  private Optional<String> value(SaleField field, RawSale raw, Optional<Boolean> canceled)
      throws BadValueException {
    String text = raw.text(field);
    if (text == null || isNothing(field, text)) {
      return field == SaleField.IS_CANCELED && canceled.isPresent()
          ? canceled.map(it -> it ? Values.TRUE : Values.FALSE)
          : missing(field);
    }
    return Optional.of(
        switch (field.kind()) {
          case ID -> Values.id(Codes.code(text), refusesCardIds);
          case TEXT ->
              field == SaleField.CARD_NUMBER
                  ? Values.card(Codes.code(text), cardKeys)
                  : Values.text(field, isCode(field) ? Codes.code(text) : text, cardKeys);
          case MONEY -> field == SaleField.AMOUNT_SALE ? amount(text, raw, canceled) : amount(text);
          case FLAG -> Values.flag(text);
          case TIME -> time(field, text);
        });
  }

  private static boolean isCode(SaleField field) {
    return field.isReference() || field == SaleField.NUM_APPROVAL;
  }

  /** Dashes and the like in fields that have a form of their own; texts may well be so. */
  private static boolean isNothing(SaleField field, String text) {
    boolean hasForm =
        switch (field.kind()) {
          case ID, FLAG, TIME -> true;
          case TEXT -> field == SaleField.CARD_NUMBER || isCode(field);
          case MONEY -> false;
        };
    return hasForm && StateWords.isNothing(text)
        || field == SaleField.CARD_NUMBER && CardColumn.isNoCard(text);
  }

  /**
   * To be called at the end of the file.
   *
   * @throws ImportException if what columns hold turned out to be something else
   */
  void end() {
    cards.requireCards();
    times.requireOneForm();
  }

  private static Optional<String> missing(SaleField field) throws BadValueException {
    if (field == SaleField.STORE_ID || field == SaleField.AMOUNT_SALE) {
      throw new BadValueException("is missing; no sale can do without it");
    }
    // who lists sales and says nothing of cancellations means that there were none
    return field == SaleField.IS_CANCELED ? Optional.of(Values.FALSE) : Optional.empty();
  }

  private String amount(String text) throws BadValueException {
    return Long.toString(amounts.minorUnits(text));
  }

  /**
   * A canceled sale keeps its sign: sums of canceled sales take the absolute amount, and only what
   * is above zero can repeat, so that a cancellation that is booked as a row of its own, with a
   * minus, is no second sale. Anything else below zero may be a refund, a correction or a mistake.
   */
  private String amount(String text, RawSale raw, Optional<Boolean> canceled)
      throws BadValueException {
    long amount = amounts.minorUnits(text);
    if (amount < 0 && !isCanceled(raw, canceled)) {
      throw new BadValueException(
          "'%s' is below zero, and is_canceled does not say that the sale is canceled; allowed are amounts from 0, and below it those of canceled sales"
              .formatted(Values.shown(text)));
    }
    return Long.toString(amount);
  }

  private static boolean isCanceled(RawSale raw, Optional<Boolean> canceled) {
    // a flag that is not understood is a fault of its own
    return canceled.orElse(raw.text(SaleField.IS_CANCELED) != null)
        || raw.hasFault(SaleField.IS_CANCELED);
  }

  private String time(SaleField field, String text) throws BadValueException {
    LocalDateTime time = times.time(text);
    boolean mayBeAhead = field == SaleField.WILL_DEPOSITED_AT;
    return Times.canonical(mayBeAhead ? time : times.past(text, time));
  }

  private LocalDateTime soldAt(RawSale raw, Optional<LocalDate> day) throws BadValueException {
    String date = raw.text(SaleField.SOLD_AT);
    String timeOfDay = raw.timeOfDay();
    if (date == null && timeOfDay == null) {
      return day.orElseThrow(
              () ->
                  new BadValueException(
                      "is missing; no sale can do without it, unless the file is of a given day"))
          .atStartOfDay();
    }
    String text = date == null ? timeOfDay : timeOfDay == null ? date : date + " " + timeOfDay;
    LocalDateTime soldAt =
        times.past(
            text,
            date != null && timeOfDay != null
                ? times.joined(date, timeOfDay)
                : times.time(text, day));
    if (day.isPresent() && !day.get().equals(soldAt.toLocalDate())) {
      throw new BadValueException(
          "'%s' is of %s, but the file is of %s"
              .formatted(Values.shown(text), soldAt.toLocalDate(), day.get()));
    }
    return soldAt;
  }
}
