package io.saleslens.app.doctor;

import java.util.List;

/** Whether the JVM may take the memory that a backfill needs. */
final class HeapCheck implements Check {
  private static final long ENOUGH = 240L << 20;

  @Override
  public String name() {
    return "heap";
  }

  @Override
  public List<Finding> look() {
    long most = Runtime.getRuntime().maxMemory();
    String found = "at most %d MB".formatted(most >> 20);
    return List.of(
        most >= ENOUGH
            ? Finding.ok(name(), found)
            : Finding.warn(name(), found, "Set SALESLENS_JAVA_OPTS=-Xmx256m."));
  }
}
