package io.saleslens.app.webhook;

import io.saleslens.app.webhook.Outbox.Seen;
import io.saleslens.app.webhook.Outbox.State;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.retry.Patience;
import io.saleslens.indexer.thread.WorkerThreads;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a receiver what happened. A thread looks every some seconds for what is new, keeps it in
 * the outbox and then sends what waits there, the oldest first. Of several instances one does so at
 * a time; where that cannot be told apart, as while one stands still, an event may be sent twice,
 * with the same id.
 */
public final class Webhooks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
  private static final Duration PAUSE = Duration.ofSeconds(10);

  /** By how much clocks may differ, and what is written be late to be seen. */
  private static final Duration MARGIN = Duration.ofMinutes(10);

  private static final Duration TURN = Duration.ofMinutes(2);
  private static final Duration LONGEST_TRYING = Duration.ofDays(1);
  private static final int PART = 50;
  private static final long CLOSE_MILLIS = 5_000;

  private final WebhookSettings settings;
  private final Clock clock;
  private final Outbox outbox;
  private final News news;
  private final Receiver receiver;
  private final Backoff backoff = new Backoff();
  private final String me = UUID.randomUUID().toString();
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread = WorkerThreads.named("webhooks").newThread(this::run);

  /**
   * @param elastic stays the caller's, who closes it after this; the index must exist
   */
  public Webhooks(WebhookSettings settings, Elastic elastic, IndexNames names, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    Elastic hasty = elastic.with(Patience.QUERY);
    this.outbox = new Outbox(hasty, names);
    this.news = new News(hasty, names, clock);
    this.receiver = new Receiver(settings, clock);
  }

  /** Begins. Once only. */
  public void start() {
    LOG.info("Webhooks go to {}", receiver.shown());
    thread.start();
  }

  /** Has it look at once, as a job has ended. */
  public void wake() {
    wake.release();
  }

  private void run() {
    try {
      while (true) {
        long millis = PAUSE.toMillis();
        try {
          long start = System.nanoTime();
          round();
          // what costs much is done less often
          millis = Math.max(millis, (System.nanoTime() - start) / 100_000);
        } catch (ElasticException e) {
          if (!Thread.currentThread().isInterrupted()) {
            LOG.warn("Webhooks wait: {}", e.getMessage());
          }
        } catch (RuntimeException e) {
          LOG.error("Webhooks failed and go on", e);
        }
        wake.tryAcquire(Math.min(millis, backoff.millisLeft(millis)), TimeUnit.MILLISECONDS);
        wake.drainPermits();
      }
    } catch (InterruptedException e) {
      endTurn();
    }
  }

  /** Else the next instance would wait until it runs out. */
  private void endTurn() {
    try {
      Optional<Seen> mine = outbox.cursor().filter(it -> it.cursor().holder().equals(me));
      mine.ifPresent(it -> outbox.replace(mine, it.cursor().endedAt(clock.instant())));
    } catch (RuntimeException e) {
      LOG.debug("The turn was not given back: {}", e.getMessage());
    }
  }

  private void round() throws InterruptedException {
    Optional<Seen> turn = takeTurn();
    if (turn.isPresent()) {
      look(turn.get());
      send();
    }
  }

  /** Empty if it is another's. */
  private Optional<Seen> takeTurn() {
    Instant now = clock.instant();
    Optional<Seen> before = outbox.cursor();
    if (before.isEmpty()) {
      // what is there already is no news
      news.refresh();
      news.allSuspects(events -> outbox.put(events, State.KNOWN));
    } else if (!before.get().cursor().isFreeFor(me, now)) {
      return Optional.empty();
    }
    Instant through = before.map(it -> it.cursor().through()).orElse(now);
    boolean mine = outbox.replace(before, new Cursor(through, me, now.plus(TURN)));
    return mine ? outbox.cursor() : Optional.empty();
  }

  private void look(Seen turn) {
    news.refresh();
    // asked for first: what a run writes that ends meanwhile is looked at again
    Instant next = news.oldestUnderWay();
    Instant since = turn.cursor().through().minus(MARGIN);
    news.failures(since, this::put);
    news.suspects(since, this::put);
    outbox.replace(Optional.of(turn), turn.cursor().movedTo(next));
  }

  private void put(List<Event> events) {
    for (EventType type : EventType.values()) {
      State state = settings.events().contains(type) ? State.PENDING : State.KNOWN;
      outbox.put(events.stream().filter(it -> it.type() == type).toList(), state);
    }
  }

  /** In order: what cannot be delivered holds up what comes after it, for a day at most. */
  private void send() throws InterruptedException {
    long end = System.nanoTime() + TURN.dividedBy(2).toNanos();
    while (backoff.isOver() && System.nanoTime() < end) {
      List<Event> pending = outbox.pending(PART);
      if (pending.isEmpty()) {
        return;
      }
      for (Event event : pending) {
        if (!deliver(event) || System.nanoTime() >= end) {
          return;
        }
      }
    }
  }

  /** Whether the next may be sent. */
  private boolean deliver(Event event) throws InterruptedException {
    Optional<String> problem = receiver.send(event);
    Instant now = clock.instant();
    if (problem.isEmpty()) {
      outbox.settle(event, State.DELIVERED, now);
      backoff.reset();
      return true;
    }
    if (event.createdAt().plus(LONGEST_TRYING).isBefore(now)) {
      LOG.error("Webhook event {} is given up: {} {}", event.id(), receiver.shown(), problem.get());
      outbox.settle(event, State.GIVEN_UP, now);
      return true;
    }
    long millis = backoff.failed(ThreadLocalRandom.current());
    LOG.warn(
        "Webhook event {} was not taken: {} {}; next attempt in {} s",
        event.id(),
        receiver.shown(),
        problem.get(),
        millis / 1000);
    return false;
  }

  /** Ends; what was not sent is sent after the next start. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
