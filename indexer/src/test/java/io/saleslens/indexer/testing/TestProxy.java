package io.saleslens.indexer.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A TCP proxy before MySQL or Elasticsearch that fails as networks do: it cuts connections, at once
 * or after so many bytes, delays, falls silent, refuses; and heals. Passes everything through at
 * first. Safe for use by many threads; closing it ends all its connections and threads.
 */
public final class TestProxy implements AutoCloseable {
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(?<=//)(?:[^/@]*@)?(\\[[^]]+]|[^/:?]+):(\\d+)");
  private static final int CHUNK = 8192;
  private static final long NEVER = Long.MAX_VALUE;

  private final InetSocketAddress server;
  private final ServerSocket entrance;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger cut = new AtomicInteger();
  private final AtomicLong bytesToServer = new AtomicLong(NEVER);
  private final AtomicLong bytesFromServer = new AtomicLong(NEVER);
  private final Object change = new Object();
  private volatile boolean refusing;
  private volatile boolean silent;
  private volatile Duration delay = Duration.ZERO;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "test-proxy");
            thread.setDaemon(true);
            return thread;
          });

  private TestProxy(String host, int port) throws IOException {
    server = new InetSocketAddress(host, port);
    entrance = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /** A proxy before the server of a URL that names host and port, JDBC's too. */
  public static TestProxy before(String url) {
    Matcher found = hostAndPort(url);
    try {
      return new TestProxy(found.group(1), Integer.parseInt(found.group(2)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same URL, but through this proxy. */
  public String through(String url) {
    Matcher found = hostAndPort(url);
    return url.substring(0, found.start(1)) + address() + url.substring(found.end(2));
  }

  private static Matcher hostAndPort(String url) {
    Matcher found = HOST_AND_PORT.matcher(url);
    if (!found.find()) {
      throw new IllegalArgumentException("No host and port in " + url);
    }
    return found;
  }

  private String address() {
    return entrance.getInetAddress().getHostAddress() + ":" + entrance.getLocalPort();
  }

  /** Cuts all connections that are open; new ones pass. */
  public void cut() {
    links.forEach(Link::cut);
  }

  /** Cuts all connections once so many more bytes have come from the server; new ones pass. */
  public void cutAfterAnswered(long bytes) {
    bytesFromServer.set(bytes);
  }

  /** Cuts all connections once so many more bytes have gone to the server; new ones pass. */
  public void cutAfterAsked(long bytes) {
    bytesToServer.set(bytes);
  }

  /** Cuts all connections and breaks new ones off, as long as it is not healed. */
  public void refuse() {
    refusing = true;
    cut();
  }

  /** Keeps connections open and accepts new ones, but nothing passes any more until healed. */
  public void fallSilent() {
    silent = true;
  }

  /** Holds up every packet, both ways. */
  public void delay(Duration time) {
    delay = time;
  }

  /** Passes everything through again, also what was held back while silent. */
  public void heal() {
    synchronized (change) {
      refusing = false;
      silent = false;
      delay = Duration.ZERO;
      bytesToServer.set(NEVER);
      bytesFromServer.set(NEVER);
      change.notifyAll();
    }
  }

  /** Connections that were ever opened to it, those refused included. */
  public int accepted() {
    return accepted.get();
  }

  /** Connections that it cut or refused: the faults it made. */
  public int faults() {
    return cut.get();
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
        accepted.incrementAndGet();
        threads.execute(() -> connect(client));
      } catch (IOException e) {
        // only closing ends the waiting for connections
      }
    }
  }

  private void connect(Socket client) {
    if (refusing) {
      cut.incrementAndGet();
      reset(client);
      return;
    }
    Socket upstream = new Socket();
    try {
      upstream.connect(server);
    } catch (IOException e) {
      reset(client);
      return;
    }
    Link link = new Link(client, upstream);
    links.add(link);
    if (refusing || entrance.isClosed()) {
      link.cut();
      return;
    }
    threads.execute(() -> link.pump(client, upstream, bytesToServer));
    link.pump(upstream, client, bytesFromServer);
  }

  /** Without a farewell, as when a machine or a cable fails. */
  private static void reset(Socket socket) {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // it is gone either way
    }
  }

  /** A client's connection and the one behind it. */
  private final class Link {
    private final Socket client;
    private final Socket upstream;

    Link(Socket client, Socket upstream) {
      this.client = client;
      this.upstream = upstream;
    }

    void cut() {
      if (links.remove(this)) {
        cut.incrementAndGet();
        reset(client);
        reset(upstream);
      }
    }

    void pump(Socket from, Socket to, AtomicLong allowance) {
      byte[] chunk = new byte[CHUNK];
      try (from;
          to) {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
          hold();
          long allowed = take(allowance, read);
          out.write(chunk, 0, (int) Math.min(read, allowed));
          if (allowed <= read) {
            TestProxy.this.cut();
          }
        }
      } catch (IOException e) {
        // closing both ends tells the other
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      links.remove(this);
    }
  }

  /** Waits as long as the network does. */
  private void hold() throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(delay.toNanos());
    synchronized (change) {
      while (silent) {
        change.wait();
      }
    }
  }

  /** How many bytes were still allowed; once they are used up, any number is again. */
  private static long take(AtomicLong allowance, int bytes) {
    return allowance.getAndUpdate(left -> left == NEVER || left <= bytes ? NEVER : left - bytes);
  }

  @Override
  public void close() {
    try {
      entrance.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("The proxy before " + server + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
