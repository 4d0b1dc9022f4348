package io.saleslens.indexer;

import java.util.Optional;

/**
 * Sales of one day that are alike in store, card, amount and state.
 *
 * @param storeId the store
 * @param cardKey the card, or empty for sales without a card number
 * @param amount of each of the sales, minor units
 * @param canceled whether they are canceled; empty if the source does not say
 * @param count how many there are
 */
public record SaleGroup(
    String storeId, Optional<Long> cardKey, long amount, Optional<Boolean> canceled, long count) {

  /** Whether the sales count: not canceled, and of an amount above zero. */
  public boolean isCounted() {
    return amount > 0 && canceled.filter(it -> !it).isPresent();
  }

  /** Whether the sales are canceled. */
  public boolean isCanceled() {
    return canceled.orElse(false);
  }

  /** Sum of the amounts. */
  public long sum() {
    return Math.multiplyExact(amount, count);
  }
}
