package io.saleslens.app.webhook;

import java.time.Instant;

/**
 * How far has been looked, and whose turn it is.
 *
 * @param through all that was written before this instant has been looked at
 * @param holder tells the instance that looks and sends from all others
 * @param until the turn ends unless it is taken again
 */
record Cursor(Instant through, String holder, Instant until) {
  Cursor movedTo(Instant later) {
    return new Cursor(later.isAfter(through) ? later : through, holder, until);
  }

  Cursor endedAt(Instant now) {
    return new Cursor(through, holder, now);
  }

  boolean isFreeFor(String other, Instant now) {
    return holder.equals(other) || !until.isAfter(now);
  }
}
