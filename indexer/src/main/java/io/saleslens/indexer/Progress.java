package io.saleslens.indexer;

/** Told how far long work has come. Called from the thread that works. */
public interface Progress {
  /** Tells nobody. */
  Progress NONE =
      new Progress() {
        @Override
        public void begin(String phase, long total) {}

        @Override
        public void advance(long steps) {}
      };

  /** How much is to do is not known. */
  long UNKNOWN = -1;

  /**
   * A phase begins; the one before is done. Its steps are rows.
   *
   * @param phase what is done, as in "backfill"
   * @param total steps to do, or {@link #UNKNOWN}
   */
  void begin(String phase, long total);

  /** Likewise, but its steps are business days. */
  default void beginDays(String phase, long total) {
    begin(phase, total);
  }

  /** So many more steps are done. */
  void advance(long steps);
}
