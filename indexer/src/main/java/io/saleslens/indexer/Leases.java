package io.saleslens.indexer;

import io.saleslens.indexer.StateStore.Seen;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.Fence;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.retry.Patience;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that one job at a time writes, whatever instance it runs in. A holder shows by
 * heartbeats that it lives. One that was killed, or paused for too long, loses the lease to the
 * next who asks; the {@link Fence} then shuts out whatever it still sends.
 *
 * <p>Whether a holder lives is judged by watching its heartbeats come, never by comparing clocks of
 * two machines.
 */
public final class Leases {
  static final String NAME = "lease";

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

  private final StateStore state;
  private final StateStore pulse;
  private final Fence fence;
  private final IndexNames names;
  private final LeaseSettings settings;
  private final Clock clock;
  private final String holder;

  /**
   * @param clock for what is shown to people
   */
  public Leases(Elastic elastic, IndexNames names, LeaseSettings settings, Clock clock) {
    this.names = names.plain();
    this.state = new StateStore(elastic, this.names.state(), clock);
    // A heartbeat that takes long to fail is worth less than the next.
    this.pulse = new StateStore(elastic.with(Patience.QUERY), this.names.state(), clock);
    this.fence = new Fence(elastic);
    this.settings = settings;
    this.clock = clock;
    this.holder = thisProcess();
  }

  /** Host and process, for people. */
  static String thisProcess() {
    return host() + " (process " + ProcessHandle.current().pid() + ")";
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "an unnamed host";
    }
  }

  /**
   * Takes the lease; waits while another holds it. The indices must exist.
   *
   * @param job what it is for
   * @throws LeaseException if a holder that is alive keeps it for longer than we wait
   * @throws InterruptedException if interrupted while waiting
   */
  public Lease acquire(String job) throws InterruptedException {
    String owner = UUID.randomUUID().toString();
    long begun = System.nanoTime();
    Watch watch = new Watch();
    while (true) {
      Optional<Seen<LeaseState>> found = state.see(NAME, LeaseState.class);
      if (found.filter(it -> it.value().owner().equals(owner)).isPresent()) {
        return held(found.orElseThrow());
      }
      watch.see(found);
      if (found.filter(it -> it.value().held()).isEmpty() || watch.isSilent()) {
        // Who wins is read afterwards: the answer to a write that came through may be lost.
        state.replace(NAME, found, taken(found, owner, job));
        continue;
      }
      if (watch.isAlive() && since(begun).compareTo(settings.patience()) >= 0) {
        throw refused(job, found.orElseThrow().value());
      }
      Thread.sleep(pause().toMillis());
    }
  }

  /** Short, so that whoever waits has its turn between two jobs of another. */
  private Duration pause() {
    return settings.heartbeat().compareTo(LONGEST_PAUSE) < 0 ? settings.heartbeat() : LONGEST_PAUSE;
  }

  private LeaseState taken(Optional<Seen<LeaseState>> found, String owner, String job) {
    if (found.isEmpty()) {
      return new LeaseState(owner, holder, job, 1, clock.instant(), clock.instant(), true, false);
    }
    LeaseState before = found.get().value();
    if (before.held()) {
      LOG.warn(
          "{}: taking the lease on {} over from {}, which is silent",
          job,
          names.prefix(),
          before.described(clock.instant()));
    }
    return before.takenBy(owner, holder, job, clock.instant());
  }

  private Lease held(Seen<LeaseState> mine) {
    Lease lease = new Lease(pulse, names, mine, settings, clock);
    try {
      fence.raise(lease.names());
      return lease;
    } catch (RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  private LeaseException refused(String job, LeaseState other) {
    return new LeaseException(
        "%s cannot write to %s*: another holds the lease (%s). Let it end, or wait longer by saleslens.lease.wait (SALESLENS_LEASE_WAIT, now %s)."
            .formatted(job, names.prefix(), other.described(clock.instant()), settings.patience()),
        null);
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  /** Watches another's heartbeats. */
  private final class Watch {
    private long seqNo = -1;
    private String owner = "";
    private long seenAt;
    private boolean beaten;

    void see(Optional<Seen<LeaseState>> found) {
      if (found.isEmpty() || found.get().seqNo() == seqNo) {
        return;
      }
      LeaseState now = found.get().value();
      if (!now.owner().equals(owner) && now.held()) {
        LOG.info("Waiting for the lease on {}: {}", names.prefix(), now.described(clock.instant()));
      }
      beaten = now.owner().equals(owner);
      owner = now.owner();
      seqNo = found.get().seqNo();
      seenAt = System.nanoTime();
    }

    /** Whether a heartbeat came while we watched. */
    boolean isAlive() {
      return beaten;
    }

    boolean isSilent() {
      return since(seenAt).compareTo(settings.duration()) >= 0;
    }
  }
}
