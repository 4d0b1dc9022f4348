package io.saleslens.bench.indexing;

import io.saleslens.bench.measure.Contender;
import io.saleslens.bench.wire.Http;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The ceiling: what a backfill sent, sent again as fast as the server takes it. No MySQL, no JSON,
 * no look at the answer but whether there were errors.
 */
final class Replay implements Contender {
  private static final String NO_ERRORS = "\"errors\":false";
  private static final int START_OF_ANSWER = 200;
  private static final int SECONDS_TO_STOP = 130;

  private final MonthsIndices months;
  private final Recording recording;
  private final Http http;
  private final long writes;
  private final int connections;
  private final int bodyBytes;

  /**
   * @param writes how many of those recorded
   * @param connections requests in flight
   * @param bodyBytes size of a body
   */
  Replay(
      MonthsIndices months,
      Recording recording,
      Http http,
      long writes,
      int connections,
      int bodyBytes) {
    this.months = months;
    this.recording = recording;
    this.http = http;
    this.writes = writes;
    this.connections = connections;
    this.bodyBytes = bodyBytes;
  }

  /** The same with another number of writes. */
  Replay of(long otherWrites) {
    return new Replay(months, recording, http, otherWrites, connections, bodyBytes);
  }

  @Override
  public String name() {
    return "ceiling: replay, %d connections, bodies of %d MB"
        .formatted(connections, bodyBytes >> 20);
  }

  @Override
  public void prepare() throws Exception {
    months.makeAnew();
  }

  @Override
  public long run() throws Exception {
    List<Recording.Bulk> bulks = recording.bulks(writes, bodyBytes);
    AtomicInteger next = new AtomicInteger();
    ExecutorService senders = Executors.newFixedThreadPool(connections);
    try {
      List<Future<Long>> parts = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        parts.add(senders.submit(sender(bulks, next)));
      }
      long written = 0;
      for (Future<Long> part : parts) {
        written += part.get();
      }
      months.refresh();
      return written;
    } finally {
      senders.shutdownNow();
      senders.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS);
    }
  }

  private Callable<Long> sender(List<Recording.Bulk> bulks, AtomicInteger next) {
    return () -> {
      byte[] buffer = new byte[bulks.stream().mapToInt(Recording.Bulk::bytes).max().orElse(0)];
      Map<String, String> headers = recording.headers();
      long written = 0;
      for (int i = next.getAndIncrement(); i < bulks.size(); i = next.getAndIncrement()) {
        Recording.Bulk bulk = bulks.get(i);
        recording.read(bulk, buffer);
        HttpResponse<byte[]> answer =
            http.send(
                "POST", bulk.path(), headers, BodyPublishers.ofByteArray(buffer, 0, bulk.bytes()));
        requireNoErrors(answer);
        written += bulk.operations();
      }
      return written;
    };
  }

  private static void requireNoErrors(HttpResponse<byte[]> answer) throws IOException {
    byte[] body = answer.body();
    String start =
        new String(body, 0, Math.min(body.length, START_OF_ANSWER), StandardCharsets.UTF_8);
    if (answer.statusCode() != 200 || !start.contains(NO_ERRORS)) {
      throw new IOException(
          "Elasticsearch answered a bulk request %d: %s".formatted(answer.statusCode(), start));
    }
  }
}
