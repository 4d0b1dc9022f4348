package io.saleslens.fraud;

import io.saleslens.indexer.SaleGroup;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the repeats of a day from its groups. Groups that differ in their state only are joined;
 * they come next to each other.
 */
final class Repeats {
  private final RepeatAmountRule rule;
  private final LocalDate day;
  private final List<Repeat> repeated = new ArrayList<>();
  private Repeat current;

  Repeats(RepeatAmountRule rule, LocalDate day) {
    this.rule = rule;
    this.day = day;
  }

  void add(SaleGroup group) {
    if (!rule.concerns(group)) {
      return;
    }
    Repeat next =
        new Repeat(
            group.storeId(), day, group.cardKey().orElseThrow(), group.amount(), group.count());
    if (next.isSameKeyAs(current)) {
      current = current.plus(group.count());
    } else {
      close();
      current = next;
    }
  }

  private void close() {
    if (current != null && rule.isRepeated(current)) {
      repeated.add(current);
    }
  }

  /** Those of at least {@code min-repeats} sales, once all groups are in. */
  List<Repeat> finish() {
    close();
    current = null;
    return repeated;
  }
}
