package io.saleslens.bench.incremental;

import io.saleslens.bench.wire.RecordingProxy;
import io.saleslens.indexer.elastic.IndexNames;
import java.util.Map;
import java.util.TreeMap;

/** What was asked of Elasticsearch, by kind: how often, and how long the answers took in all. */
final class Questions implements RecordingProxy.Listener {
  private static final double NANOS_PER_MILLI = 1e6;

  private final String prefix;
  private final Map<String, Cost> byKind = new TreeMap<>();

  /**
   * The cost of a kind of question.
   *
   * @param number how many
   * @param millis all together
   */
  record Cost(long number, double millis) {
    static final Cost NONE = new Cost(0, 0);

    private Cost plus(Cost other) {
      return new Cost(number + other.number, millis + other.millis);
    }
  }

  Questions(IndexNames names) {
    this.prefix = names.prefix();
  }

  @Override
  public synchronized void asked(RecordingProxy.Asked asked) {
    byKind.merge(kind(asked), new Cost(1, asked.nanos() / NANOS_PER_MILLI), Cost::plus);
  }

  /** Without the fence, and without the names of months, days and documents. */
  private String kind(RecordingProxy.Asked asked) {
    String path =
        asked
            .path()
            .replaceAll("[?].*", "")
            .replace(prefix, "")
            .replaceAll("[.]w[0-9]+", "")
            .replaceAll("-[0-9]{4}[.][0-9]{2}", "-MONTH")
            .replaceAll("-v[0-9]+", "")
            .replaceAll("/(_doc|_create)/[^/]+", "/$1/ID");
    return asked.method() + " " + path;
  }

  /** Each kind of question with its cost. */
  synchronized Map<String, Cost> byKind() {
    return new TreeMap<>(byKind);
  }
}
