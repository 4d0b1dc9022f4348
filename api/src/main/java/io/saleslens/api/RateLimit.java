package io.saleslens.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.OptionalInt;

/** How often each client may do something. */
final class RateLimit {
  private static final Duration PERIOD = Duration.ofMinutes(1);

  /** Memory stays bounded however many clients come; one that is forgotten begins anew. */
  private static final int MOST_CLIENTS = 10_000;

  private final OptionalInt perMinute;
  private final TimeMeter clock;
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder()
          .maximumSize(MOST_CLIENTS)
          // a bucket that was left alone for so long is full, as a new one is
          .expireAfterAccess(PERIOD)
          .executor(Runnable::run)
          .build();

  /**
   * @param perMinute empty for no limit
   */
  RateLimit(OptionalInt perMinute, TimeMeter clock) {
    this.perMinute = perMinute;
    this.clock = clock;
  }

  /**
   * Counts one.
   *
   * @return how long to wait if it is one too many; zero if not
   */
  Duration take(String client) {
    if (perMinute.isEmpty()) {
      return Duration.ZERO;
    }
    ConsumptionProbe probe =
        buckets.get(client, it -> bucket(perMinute.getAsInt())).tryConsumeAndReturnRemaining(1);
    return Duration.ofNanos(probe.getNanosToWaitForRefill());
  }

  private Bucket bucket(int size) {
    Bandwidth bandwidth = Bandwidth.builder().capacity(size).refillGreedy(size, PERIOD).build();
    return Bucket.builder().withCustomTimePrecision(clock).addLimit(bandwidth).build();
  }

  /** How many clients are remembered. */
  long clients() {
    buckets.cleanUp();
    return buckets.estimatedSize();
  }
}
