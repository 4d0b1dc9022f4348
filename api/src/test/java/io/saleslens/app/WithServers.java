package io.saleslens.app;

import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test over an empty source table. */
@ExtendWith(SandboxExtension.class)
abstract class WithServers {
  TestServers servers;
  TestSettings settings;
  TestTable table;

  @BeforeEach
  void createTable(TestServers servers) {
    this.servers = servers;
    settings = TestSettings.of(servers);
    table = TestTable.create(settings);
  }
}
