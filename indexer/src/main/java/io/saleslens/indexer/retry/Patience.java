package io.saleslens.indexer.retry;

import java.time.Duration;

/**
 * How long one who asks a server puts up with its failing for the moment. The pauses between two
 * attempts grow, with jitter, up to ten seconds.
 *
 * @param total from the first attempt on; no other is begun later
 * @param attempts are made at least, however long they take
 */
public record Patience(Duration total, int attempts) {
  /** Of work that nobody waits for: long enough for a server to start anew. */
  public static final Patience JOB = new Patience(Duration.ofMinutes(2), 3);

  /** Of a question that somebody waits for. */
  public static final Patience QUERY = new Patience(Duration.ofSeconds(1), 1);

  /** As long as nothing tells that there is a server at all, as with a wrong address. */
  private static final Duration AT_FIRST = Duration.ofSeconds(4);

  /** Patience with a server that has never answered yet: a few seconds at most. */
  public Patience atFirst() {
    return total.compareTo(AT_FIRST) <= 0 ? this : new Patience(AT_FIRST, 1);
  }

  /** Begins to count now, at the first attempt. */
  public Attempts begin() {
    return new Attempts(this);
  }
}
