package io.saleslens.bench.indexing;

import io.saleslens.bench.wire.RecordingProxy;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a backfill sent, as it went over the wire, however that came about: how it set the months'
 * indices up, and every write of a sale, as NDJSON in a temporary file. Any part of it can be read,
 * so that every size of body costs the same.
 */
final class Recording implements RecordingProxy.Listener, AutoCloseable {
  private static final String BULK = "/_bulk";

  private final String months;
  private final Path file;
  private final OutputStream out;
  private final FileChannel in;
  private final Map<String, byte[]> setUp = new LinkedHashMap<>();
  private final List<Operation> operations = new ArrayList<>();
  private Map<String, String> headers = Map.of();

  /**
   * A write of a sale.
   *
   * @param path of the request that it came in, with parameters
   * @param end behind its last byte
   */
  private record Operation(String path, long end) {}

  /**
   * A bulk request.
   *
   * @param path with parameters
   * @param start first byte of the body in the file
   * @param bytes length of the body
   * @param operations how many there are in it
   */
  record Bulk(String path, long start, int bytes, int operations) {}

  /**
   * @param months what the names of the months' indices begin with
   */
  Recording(String months) throws IOException {
    this.months = months;
    this.file = Files.createTempFile("saleslens-bench", ".ndjson");
    this.out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20);
    this.in = FileChannel.open(file);
  }

  @Override
  public synchronized void asked(RecordingProxy.Asked asked) throws IOException {
    if (asked.path().contains(BULK)) {
      headers = asked.headers();
      addSales(asked.path(), asked.body());
    } else if (asked.method().equals("PUT") && asked.path().startsWith("/" + months)) {
      // the first of each path: a later one sets back what the backfill changed
      setUp.putIfAbsent(asked.path(), asked.body());
    }
  }

  /** Days and rejects are written by bulk requests too; the ceiling is that of the sales alone. */
  private void addSales(String path, byte[] body) throws IOException {
    boolean allAreSales = path.startsWith("/" + months);
    for (int start = 0, end; start < body.length; start = end) {
      int endOfAction = endOfLine(body, start);
      String action = new String(body, start, endOfAction - start, StandardCharsets.UTF_8);
      end = action.startsWith("{\"delete\"") ? endOfAction : endOfLine(body, endOfAction);
      if (allAreSales || action.contains("\"_index\":\"" + months)) {
        out.write(body, start, end - start);
        operations.add(new Operation(path, size() + end - start));
      }
    }
  }

  private static int endOfLine(byte[] body, int from) {
    int end = from;
    while (body[end] != '\n') {
      end++;
    }
    return end + 1;
  }

  private long size() {
    return operations.isEmpty() ? 0 : operations.get(operations.size() - 1).end();
  }

  /** Ends the recording. */
  synchronized void end() throws IOException {
    out.close();
  }

  /** Writes recorded. */
  int writes() {
    return operations.size();
  }

  /** Bytes recorded. */
  long bytes() {
    return size();
  }

  /** Headers of a bulk request, by lower-case name. */
  Map<String, String> headers() {
    return headers;
  }

  /** The requests that set the months' indices up, in order: paths and bodies. */
  Map<String, byte[]> setUp() {
    return setUp;
  }

  /**
   * The first writes as bulk requests.
   *
   * @param writes how many; all if there are fewer
   * @param bodyBytes a body ends where it has so many bytes or more
   */
  List<Bulk> bulks(long writes, int bodyBytes) {
    List<Bulk> bulks = new ArrayList<>();
    long start = 0;
    int count = 0;
    int last = (int) Math.min(writes, operations.size()) - 1;
    for (int i = 0; i <= last; i++) {
      Operation operation = operations.get(i);
      count++;
      if (i == last
          || operation.end() - start >= bodyBytes
          || !operations.get(i + 1).path().equals(operation.path())) {
        bulks.add(new Bulk(operation.path(), start, (int) (operation.end() - start), count));
        start = operation.end();
        count = 0;
      }
    }
    return bulks;
  }

  /** Reads the body of a bulk request into the beginning of a buffer. */
  void read(Bulk bulk, byte[] buffer) throws IOException {
    ByteBuffer target = ByteBuffer.wrap(buffer, 0, bulk.bytes());
    while (target.hasRemaining()) {
      if (in.read(target, bulk.start() + target.position()) < 0) {
        throw new IOException("The recording is shorter than it was");
      }
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
    in.close();
    Files.deleteIfExists(file);
  }
}
