package io.saleslens.indexer.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.IndexReport;
import io.saleslens.indexer.Indexer;
import io.saleslens.indexer.Progress;
import io.saleslens.indexer.SalesIndex;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Indices;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An indexer over the test's servers, its indices made; and what stands in them. */
public final class TestIndexer implements AutoCloseable {
  private final TestSettings settings;
  private final Elastic elastic;
  private final Indices indices;
  private final Indexer indexer;

  private TestIndexer(TestSettings settings, Clock clock) {
    this.settings = settings;
    this.elastic = new Elastic(settings.elastic());
    this.indices = new Indices(elastic);
    this.indexer =
        new Indexer(settings.sources(), elastic, settings.names(), settings.pepper(), clock);
  }

  /** An indexer by this machine's clock. */
  public static TestIndexer open(TestSettings settings) {
    return open(settings, Clock.systemUTC());
  }

  /** Makes the indexer's indices unless they are there. */
  public static TestIndexer open(TestSettings settings, Clock clock) {
    TestIndexer opened = new TestIndexer(settings, clock);
    SalesIndex.definitions(settings.names()).forEach(opened.indices::init);
    return opened;
  }

  /** Reads all. */
  public IndexReport backfill() throws InterruptedException {
    return indexer.backfill(Optional.empty(), Optional.empty(), Progress.NONE);
  }

  /** Reads some business days. */
  public IndexReport backfill(String from, String to) throws InterruptedException {
    return indexer.backfill(
        Optional.of(LocalDate.parse(from)), Optional.of(LocalDate.parse(to)), Progress.NONE);
  }

  /** Reads what changed. */
  public IndexReport sync() throws InterruptedException {
    return indexer.sync(Progress.NONE);
  }

  /** All documents behind a name, by id; two with one id are an error. */
  public Map<String, ObjectNode> documents(String name) {
    return TestDocuments.of(elastic, name);
  }

  /** All sales, by id. */
  public Map<String, ObjectNode> sales() {
    return documents(names().sales());
  }

  /** All sales, by id, without the time at which they were indexed. */
  public Map<String, ObjectNode> salesWithoutStamp() {
    Map<String, ObjectNode> sales = new TreeMap<>(sales());
    sales.values().forEach(sale -> sale.remove("indexed_at"));
    return sales;
  }

  /** All rows refused, by id of the document: table, bar, id. */
  public Map<String, ObjectNode> rejects() {
    return documents(names().rejects());
  }

  /** The day ledger, by day. */
  public Map<String, ObjectNode> days() {
    return documents(names().days());
  }

  /** Our names. */
  public IndexNames names() {
    return settings.names();
  }

  /** Our connection. */
  public Elastic elastic() {
    return elastic;
  }

  /** Makes and refreshes indices. */
  public Indices indices() {
    return indices;
  }

  /** What is under test. */
  public Indexer indexer() {
    return indexer;
  }

  @Override
  public void close() {
    elastic.close();
  }
}
