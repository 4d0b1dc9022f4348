package io.saleslens.indexer;

import io.saleslens.indexer.testing.TestIndexer;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test over an empty source table and an indexer with default settings. */
@ExtendWith(SandboxExtension.class)
abstract class WithServers {
  private final List<TestIndexer> opened = new ArrayList<>();
  TestSettings settings;
  TestTable table;
  TestIndexer indexer;

  @BeforeEach
  void open(TestServers servers) {
    settings = TestSettings.of(servers);
    table = TestTable.create(settings);
    indexer = open(settings);
  }

  @AfterEach
  void close() {
    opened.forEach(TestIndexer::close);
  }

  TestIndexer open(TestSettings settings) {
    return open(settings, Clock.systemUTC());
  }

  TestIndexer open(TestSettings settings, Clock clock) {
    TestIndexer another = TestIndexer.open(settings, clock);
    opened.add(another);
    return another;
  }

  /** Amounts of any size from now on, as only these show what doubles cannot tell apart. */
  void takeAnyAmount() {
    settings = settings.with("source.max-amount", Long.toString(Long.MAX_VALUE));
    indexer = open(settings);
  }

  /** The server's clock, as the table has it. */
  LocalDateTime now() {
    return table.now(settings.source().sourceZone());
  }
}
