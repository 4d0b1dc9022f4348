package io.saleslens.fraud;

import java.time.LocalDate;

/**
 * Sales of one store, card and amount on one business day.
 *
 * @param storeId the store
 * @param date the business day
 * @param cardKey the card
 * @param amount of each of the sales, minor units, above zero
 * @param count how many there are
 */
record Repeat(String storeId, LocalDate date, long cardKey, long amount, long count) {

  Repeat plus(long more) {
    return new Repeat(storeId, date, cardKey, amount, count + more);
  }

  boolean isSameKeyAs(Repeat other) {
    return other != null
        && storeId.equals(other.storeId)
        && cardKey == other.cardKey
        && amount == other.amount;
  }

  /** Tells the group apart from all others, also of other days and rules. */
  String groupId() {
    return "%s|%s|%s|%d|%d".formatted(RepeatAmountRule.NAME, storeId, date, cardKey, amount);
  }
}
