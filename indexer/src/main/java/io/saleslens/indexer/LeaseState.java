package io.saleslens.indexer;

import java.time.Duration;
import java.time.Instant;

/**
 * The lease as it is kept in {@code platform_state}.
 *
 * @param owner tells one acquisition from all others
 * @param holder host and process, for people
 * @param job what the holder does
 * @param token grows whenever the holder changes without having said that it is done; the names
 *     that the holder writes by end in it
 * @param acquiredAt by the holder's clock
 * @param heartbeatAt when the holder was alive last, by its clock
 * @param held whether anyone holds it
 * @param settled whether the last holder ended everything it had begun; if not, a request of it may
 *     still be under way
 */
record LeaseState(
    String owner,
    String holder,
    String job,
    long token,
    Instant acquiredAt,
    Instant heartbeatAt,
    boolean held,
    boolean settled) {

  /** The same one, alive at a later time. */
  LeaseState beating(Instant now) {
    return new LeaseState(owner, holder, job, token, acquiredAt, now, true, false);
  }

  /** Given back. */
  LeaseState released(Instant now, boolean settled) {
    return new LeaseState(owner, holder, job, token, acquiredAt, now, false, settled);
  }

  /** In another's hands. */
  LeaseState takenBy(String newOwner, String newHolder, String newJob, Instant now) {
    long newToken = held || !settled ? token + 1 : token;
    return new LeaseState(newOwner, newHolder, newJob, newToken, now, now, true, false);
  }

  /** Names the holder, what it does, and since when; for a message. */
  String described(Instant now) {
    return "%s of %s, since %s (%s ago, last heard of %s ago)"
        .formatted(job, holder, acquiredAt, age(acquiredAt, now), age(heartbeatAt, now));
  }

  private static String age(Instant then, Instant now) {
    return Math.max(0, Duration.between(then, now).toSeconds()) + " s";
  }
}
