package io.saleslens.api;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that are connected. None of them takes the place of the others: where one address has as many
 * connections as it may have, a new one takes the place of the one that has said nothing for
 * longest, so that whoever opens hundreds and says little does not keep out a health check, though
 * it comes from the same machine or through the same proxy.
 */
final class Peers implements Connection.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Peers.class);

  private final int fromOneAddress;
  private final Duration patience;
  private final Map<Connection, Peer> all = new ConcurrentHashMap<>();

  /** Under {@code this}. */
  private final Map<String, Set<Peer>> byAddress = new ConcurrentHashMap<>();

  Peers(int fromOneAddress, Duration patience) {
    this.fromOneAddress = fromOneAddress;
    this.patience = patience;
  }

  /** Whose connection it is; a stranger's that is gone already if it is none of ours. */
  Peer of(Connection connection) {
    Peer known = all.get(connection);
    return known == null ? newPeer(connection) : known;
  }

  private Peer newPeer(Connection connection) {
    SocketAddress remote = connection.getEndPoint().getRemoteSocketAddress();
    return new Peer(connection, ClientAddress.of(remote), patience, System.nanoTime());
  }

  @Override
  public void onOpened(Connection connection) {
    Peer peer = newPeer(connection);
    all.put(connection, peer);
    overCount(peer)
        .ifPresent(
            it -> {
              LOG.debug("A connection of {} gives up its place", it.address());
              it.cutOff();
            });
  }

  @Override
  public void onClosed(Connection connection) {
    Peer peer = all.remove(connection);
    if (peer != null) {
      forget(peer);
    }
  }

  private synchronized Optional<Peer> overCount(Peer newest) {
    Set<Peer> same = byAddress.computeIfAbsent(newest.address(), it -> new HashSet<>());
    same.add(newest);
    if (same.size() <= fromOneAddress) {
      return Optional.empty();
    }
    Peer oneTooMany =
        same.stream()
            .filter(it -> it != newest && it.idleSince() != null)
            .min(Comparator.comparing(it -> idleNanos(it)))
            .orElse(newest);
    // it counts no more, though it may take a moment to go
    same.remove(oneTooMany);
    return Optional.of(oneTooMany);
  }

  /** Negative, so that the longest is the least; the clock has no meaning but in differences. */
  private static long idleNanos(Peer peer) {
    Long since = peer.idleSince();
    return since == null ? 0 : since - System.nanoTime();
  }

  private synchronized void forget(Peer peer) {
    byAddress.computeIfPresent(
        peer.address(),
        (address, same) -> {
          same.remove(peer);
          return same.isEmpty() ? null : same;
        });
  }

  /** Cuts off who dawdles. To be called about every second. */
  void look() {
    long now = System.nanoTime();
    for (Peer peer : all.values()) {
      if (peer.dawdles(now)) {
        LOG.debug("A client at {} is too slow and cut off", peer.address());
        peer.cutOff();
      }
    }
  }
}
