package io.saleslens.sandbox;

import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Names no other test has, nor another JVM on the same server: lower case, digits, underscores. */
final class TestNames {
  private static final String JVM =
      String.format(Locale.ROOT, "t%06x", ThreadLocalRandom.current().nextInt(1 << 24));
  private static final AtomicInteger COUNT = new AtomicInteger();

  private TestNames() {}

  static String next() {
    return JVM + "_" + COUNT.incrementAndGet();
  }
}
