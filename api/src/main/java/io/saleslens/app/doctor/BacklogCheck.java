package io.saleslens.app.doctor;

import io.saleslens.app.pipeline.ScheduleSettings;
import io.saleslens.app.pipeline.Settings;
import io.saleslens.indexer.Freshness;
import io.saleslens.indexer.Freshness.Backlog;
import io.saleslens.indexer.elastic.Elastic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether jobs run as they should: how old what was read is, what waits, what was refused. */
final class BacklogCheck implements Check {
  private static final Duration CLOCKS_AGREE = Duration.ofMinutes(1);

  private final Freshness freshness;
  private final ScheduleSettings schedule;
  private final Clock clock;

  BacklogCheck(Elastic elastic, Settings settings, Clock clock) {
    this.freshness = new Freshness(elastic, settings.names());
    this.schedule = settings.schedule();
    this.clock = clock;
  }

  @Override
  public String name() {
    return "backlog";
  }

  @Override
  public List<Finding> look() {
    Backlog backlog = freshness.backlog();
    return List.of(
        read(backlog.readThrough()),
        backlog.dirtyDays() == 0
            ? Finding.ok("computed", "no day waits")
            : Finding.warn(
                "computed",
                backlog.dirtyDays() + " days wait to be computed",
                "Run ./saleslens refresh, or wait for the next sync."),
        backlog.rejects() == 0
            ? Finding.ok("rejects", "none")
            : Finding.warn(
                "rejects",
                backlog.rejects() + " rows were refused",
                "./saleslens rejects list says why; mend them in MySQL, the next sync brings them."),
        backlog
            .verifiedAt()
            .map(it -> Finding.ok("verified", "%s (%s ago)".formatted(it, age(it))))
            .orElseGet(
                () ->
                    Finding.warn(
                        "verified",
                        "never, or differences were found",
                        "Run ./saleslens verify.")));
  }

  private Finding read(Optional<Instant> readThrough) {
    if (readThrough.isEmpty()) {
      return Finding.warn("read", "MySQL was never read to its end", "Run ./saleslens backfill.");
    }
    if (readThrough.get().isAfter(clock.instant().plus(CLOCKS_AGREE))) {
      return Finding.warn(
          "read",
          "through %s, which is still to come: a clock was ahead".formatted(readThrough.get()),
          "Set the clocks right; the next sync then reads again what it may have missed.");
    }
    String found = "through %s (%s ago)".formatted(readThrough.get(), age(readThrough.get()));
    return isBehind(readThrough.get())
        ? Finding.warn(
            "read", found + ", though syncs were due since", "Is ./saleslens run running?")
        : Finding.ok("read", found);
  }

  /** One that is due may still be under way. */
  private boolean isBehind(Instant readThrough) {
    return schedule
        .sync()
        .flatMap(cron -> schedule.next(cron, readThrough).flatMap(it -> schedule.next(cron, it)))
        .filter(it -> it.isBefore(clock.instant()))
        .isPresent();
  }

  private String age(Instant then) {
    Duration age = Duration.between(then, clock.instant());
    if (age.toDays() > 1) {
      return age.toDays() + " days";
    }
    return age.toHours() > 1 ? age.toHours() + " h" : Math.max(0, age.toMinutes()) + " min";
  }
}
