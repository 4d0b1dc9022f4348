package io.saleslens.indexer;

import io.saleslens.indexer.mysql.Position;
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
   */
  record Watermark(Instant readThrough) {}

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

  /** Moves the watermark, never back. The marks of what was read must be visible before. */
  void advance(Instant readThrough) {
    if (readThrough().map(readThrough::isAfter).orElse(true)) {
      state.saveVisibly(WATERMARK, new Watermark(readThrough));
    }
  }

  /** Says that something is to be read. */
  void announce() {
    if (state.load(WATERMARK, Watermark.class).isEmpty()) {
      state.saveVisibly(WATERMARK, new Watermark(null));
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
