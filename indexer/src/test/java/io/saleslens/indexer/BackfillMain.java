package io.saleslens.indexer;

import io.saleslens.indexer.testing.TestIndexer;
import io.saleslens.indexer.testing.TestSettings;

/** A backfill in a JVM of its own, to be killed. Arguments: {@code key=value}. */
final class BackfillMain {
  private BackfillMain() {}

  public static void main(String[] args) throws InterruptedException {
    TestSettings settings = TestSettings.none();
    for (String arg : args) {
      int equals = arg.indexOf('=');
      settings = settings.with(arg.substring(0, equals), arg.substring(equals + 1));
    }
    try (TestIndexer indexer = TestIndexer.open(settings)) {
      indexer.backfill();
    }
  }
}
