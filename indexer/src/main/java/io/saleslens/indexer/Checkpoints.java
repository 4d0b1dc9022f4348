package io.saleslens.indexer;

import io.saleslens.indexer.mysql.Position;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * How far reading has come. A position is saved, once a second at most, only when every row up to
 * it is acknowledged by Elasticsearch, so what is behind it need not be read again.
 */
final class Checkpoints {
  static final String WATERMARK = "watermark";
  private static final String BACKFILL = "backfill";
  private static final String SYNC = "sync";

  private final StateStore state;

  Checkpoints(StateStore state) {
    this.state = state;
  }

  /**
   * @param readThrough all that was committed before this instant of the server's clock is in; null
   *     if nothing was read completely yet
   * @param others what the other clocks showed then; null where that was not kept
   * @param skewSeconds how far the server's clock was ahead of them, if that was too much; else
   *     null
   */
  record Watermark(Instant readThrough, Instant others, Long skewSeconds) {
    private static final Watermark NONE = new Watermark(null, null, null);

    /**
     * Of a run that is complete.
     *
     * @param startedAt not later than any clock was then
     * @param clocks now; they are taken to have been as far apart then
     */
    static Watermark of(Instant startedAt, Clocks clocks) {
      Duration ahead = clocks.ahead();
      boolean agree = ahead.abs().compareTo(Clocks.TOLERANCE) <= 0;
      return new Watermark(
          startedAt,
          ahead.isNegative() ? startedAt.minus(ahead) : startedAt,
          agree ? null : ahead.toSeconds());
    }

    /**
     * The instant by the server's clock since which everything is to be read. Were that clock to
     * have gone back since, what changed after the last run would say so: later than the other
     * clocks showed then, by as much as it differs from them now.
     */
    Instant readFrom(Clocks clocks) {
      if (others == null) {
        return readThrough;
      }
      Instant sinceThen = others.plus(clocks.ahead());
      return sinceThen.isBefore(readThrough) ? sinceThen : readThrough;
    }
  }

  /**
   * A run that has not come to its end.
   *
   * @param startedAt by the server's clock
   * @param from first business day to read, or empty for all
   * @param to last business day to read, or empty for all
   * @param position everything up to here is acknowledged
   */
  record Unfinished(
      Instant startedAt, Optional<LocalDate> from, Optional<LocalDate> to, Position position) {}

  Optional<Instant> readThrough() {
    return state.load(WATERMARK, Watermark.class).map(Watermark::readThrough);
  }

  Optional<Watermark> watermark() {
    return state.load(WATERMARK, Watermark.class).filter(it -> it.readThrough() != null);
  }

  /**
   * Moves the watermark; back only where it lies ahead of the clocks, which cannot be. The marks of
   * what was read must be visible before.
   */
  void advance(Instant startedAt, Clocks clocks) {
    boolean moves =
        watermark()
            .map(it -> startedAt.isAfter(it.readThrough()) || clocks.areBehind(it.readThrough()))
            .orElse(true);
    if (moves) {
      state.saveVisibly(WATERMARK, Watermark.of(startedAt, clocks));
    }
  }

  /** Says that something is to be read. */
  void announce() {
    if (state.load(WATERMARK, Watermark.class).isEmpty()) {
      state.saveVisibly(WATERMARK, Watermark.NONE);
    }
  }

  Optional<Unfinished> unfinished(RunKind kind) {
    return state.load(name(kind), Unfinished.class);
  }

  void save(RunKind kind, Unfinished run) {
    state.save(name(kind), run);
  }

  void finished(RunKind kind) {
    state.delete(name(kind));
  }

  private static String name(RunKind kind) {
    return kind == RunKind.BACKFILL ? BACKFILL : SYNC;
  }

  /** The two ways of reading. */
  enum RunKind {
    BACKFILL,
    SYNC
  }
}
