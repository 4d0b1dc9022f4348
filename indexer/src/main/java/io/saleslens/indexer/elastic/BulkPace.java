package io.saleslens.indexer.elastic;

/**
 * How large bulk bodies are and how many are in flight: as many as the settings allow, and fewer
 * and smaller ones while Elasticsearch cannot keep up. Halves both when it has no room (429) or
 * takes several times as long for a byte as usual, which is also how a request looks that had to be
 * repeated; otherwise lets both grow again step by step, as TCP does. A body that was sent before
 * the last cut says nothing about it.
 *
 * <p>Not cleverer on purpose: one that seeks the best number by trying would pay for each try, and
 * beyond what keeps the server's cores busy more requests in flight gain nothing. Safe for threads.
 */
final class BulkPace {
  private static final int FEWEST_BYTES = 64 << 10;
  private static final int STEPS = 8;
  private static final double MUCH_SLOWER = 4;
  private static final long NOTICEABLE_NANOS = 1_000_000_000;
  private static final double WEIGHT_OF_LAST = 0.1;

  private final int mostBytes;
  private final int mostConnections;
  private int bytes;
  private double connections;
  private int inFlight;
  private double nanosPerByte;
  private long lastCut = Long.MIN_VALUE;

  /**
   * @param mostBytes size of a body, bytes
   * @param mostConnections bodies in flight at once
   */
  BulkPace(int mostBytes, int mostConnections) {
    this.mostBytes = mostBytes;
    this.mostConnections = mostConnections;
    this.bytes = mostBytes;
    this.connections = mostConnections;
  }

  /** Size at which a body is worth sending now, bytes. */
  synchronized int bytes() {
    return bytes;
  }

  /** How many may be in flight now. */
  synchronized int connections() {
    return (int) connections;
  }

  /** Waits until one more may be in flight. */
  synchronized void begin() throws InterruptedException {
    while (inFlight >= connections()) {
      wait();
    }
    inFlight++;
  }

  /** One is not in flight any more, whatever became of it. */
  synchronized void end() {
    inFlight--;
    notifyAll();
  }

  /**
   * A request was answered.
   *
   * @param size of its body, bytes
   * @param sentAt nanoseconds, any origin
   * @param answeredAt nanoseconds, same origin
   * @param busy whether the server had no room for all of it
   */
  synchronized void answered(int size, long sentAt, long answeredAt, boolean busy) {
    long nanos = answeredAt - sentAt;
    double now = (double) nanos / Math.max(size, FEWEST_BYTES);
    boolean slow = nanosPerByte > 0 && nanos > NOTICEABLE_NANOS && now > MUCH_SLOWER * nanosPerByte;
    nanosPerByte =
        nanosPerByte == 0 ? now : (1 - WEIGHT_OF_LAST) * nanosPerByte + WEIGHT_OF_LAST * now;
    if (busy || slow) {
      if (lastCut == Long.MIN_VALUE || sentAt - lastCut >= 0) {
        lastCut = answeredAt;
        connections = Math.max(1, connections / 2);
        bytes = Math.max(Math.min(FEWEST_BYTES, mostBytes), bytes / 2);
      }
    } else {
      connections = Math.min(mostConnections, connections + 1 / connections);
      bytes = Math.min(mostBytes, bytes + Math.max(1, mostBytes / STEPS));
      notifyAll();
    }
  }
}
