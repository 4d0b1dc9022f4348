package io.saleslens.api;

import java.time.Duration;
import org.eclipse.jetty.io.Connection;

/**
 * The other end of a connection, and whether it keeps pace: it may rest between requests as long as
 * the connection may be idle, but what it began to say or to take goes on. Safe for use by many
 * threads.
 */
final class Peer {
  /** For the request line and all headers, which fit into a few packets. */
  private static final Duration HEAD = Duration.ofSeconds(10);

  /** A kilobyte a second: less than the slowest line that anybody would load a table by. */
  private static final int FEWEST_BYTES_A_SECOND = 1024;

  private final Connection connection;
  private final String address;
  private final Duration patience;
  private int requests;

  /** Since when it says its head, or else when it was last seen to rest; by the nano clock. */
  private long restedAt;

  private long bytesAtRest;

  /** Up to when it was counted how long it is waited for. */
  private long waitingSince;

  private boolean awaited;
  private long waited;
  private long bytesBefore;

  /**
   * @param patience how long it may take for the least that must pass in such a time
   */
  Peer(Connection connection, String address, Duration patience, long now) {
    this.connection = connection;
    this.address = address;
    this.patience = patience;
    this.restedAt = now;
  }

  String address() {
    return address;
  }

  /** A request is complete but for its body. */
  synchronized void begin() {
    requests++;
    waited = 0;
    awaited = false;
    bytesBefore = bytes();
  }

  /** A request is answered. */
  synchronized void end(long now) {
    requests--;
    awaited = false;
    restedAt = now;
    bytesAtRest = connection.getBytesIn();
  }

  /** From now on it is waited for. */
  synchronized void await(long now) {
    awaited = true;
    waitingSince = now;
  }

  /** It took or said what it was waited for. */
  synchronized void goOn(long now) {
    count(now);
    awaited = false;
  }

  private void count(long now) {
    if (awaited) {
      waited += now - waitingSince;
      waitingSince = now;
    }
  }

  private long bytes() {
    return connection.getBytesIn() + connection.getBytesOut();
  }

  /** Since when nothing is being worked on for it; empty if something is. */
  synchronized Long idleSince() {
    return requests > 0 ? null : restedAt;
  }

  /** Whether it is too slow. */
  synchronized boolean dawdles(long now) {
    return requests == 0 ? dawdlesInHead(now) : dawdlesInRequest(now);
  }

  private boolean dawdlesInHead(long now) {
    long bytes = connection.getBytesIn();
    if (bytes == bytesAtRest) {
      restedAt = now;
    }
    return now - restedAt > HEAD.toNanos();
  }

  private boolean dawdlesInRequest(long now) {
    count(now);
    long passed = bytes() - bytesBefore;
    if (passed >= patience.toSeconds() * FEWEST_BYTES_A_SECOND) {
      bytesBefore += passed;
      waited = 0;
    }
    return awaited && waited > patience.toNanos();
  }

  /** Whoever waits for it is told that it is gone. */
  void cutOff() {
    connection.getEndPoint().close();
  }
}
