package io.saleslens.bench.api;

import io.saleslens.bench.measure.Contender;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Clients that each ask, wait for the whole answer and ask the next, over kept connections. */
final class Load implements Contender {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int OK = 200;

  private final String name;
  private final int clients;
  private final Duration length;
  private final Function<SplittableRandom, URI> questions;
  private final HttpClient http;
  private final List<Latencies> runs = new ArrayList<>();

  /**
   * @param clients how many at once
   * @param length of a run
   * @param questions makes one up
   */
  Load(
      String name,
      HttpClient http,
      int clients,
      Duration length,
      Function<SplittableRandom, URI> questions) {
    this.name = name;
    this.http = http;
    this.clients = clients;
    this.length = length;
    this.questions = questions;
  }

  @Override
  public String name() {
    return name;
  }

  int clients() {
    return clients;
  }

  @Override
  public long run() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      long end = System.nanoTime() + length.toNanos();
      List<Future<long[]>> parts = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        SplittableRandom random = new SplittableRandom(runs.size() * 1_000L + i);
        parts.add(threads.submit(() -> client(random, end)));
      }
      List<long[]> all = new ArrayList<>();
      for (Future<long[]> part : parts) {
        all.add(part.get());
      }
      Latencies latencies = Latencies.of(all);
      runs.add(latencies);
      return latencies.count();
    } finally {
      threads.shutdownNow();
    }
  }

  /** What the last runs together took. */
  Latencies last(int count) {
    return Latencies.of(
        runs.subList(runs.size() - count, runs.size()).stream().map(Latencies::nanos).toList());
  }

  private long[] client(SplittableRandom random, long end) throws Exception {
    List<Long> nanos = new ArrayList<>();
    long start = System.nanoTime();
    do {
      ask(questions.apply(random));
      long now = System.nanoTime();
      nanos.add(now - start);
      start = now;
    } while (start < end);
    return nanos.stream().mapToLong(Long::longValue).toArray();
  }

  private void ask(URI question) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(question).timeout(PATIENCE).build();
    HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
    if (answer.statusCode() != OK) {
      throw new IOException("%s was answered %d".formatted(question, answer.statusCode()));
    }
  }
}
