package io.saleslens.bench.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Lets contenders do the same work in turn. Each round has one run of every contender, and another
 * one begins each time: whoever ran first would otherwise always find the colder machine.
 */
public final class Comparison {
  private final String unit;
  private final int runs;
  private final int warmups;
  private final Consumer<String> say;

  /**
   * @param unit of the work, such as "rows"
   * @param runs rounds that count
   * @param warmups rounds before them that do not
   * @param say is told what each run came to
   */
  public Comparison(String unit, int runs, int warmups, Consumer<String> say) {
    this.unit = unit;
    this.runs = runs;
    this.warmups = warmups;
    this.say = say;
  }

  /**
   * Runs all.
   *
   * @return what was measured, in the order of the contenders
   * @throws InterruptedException if interrupted between two runs
   */
  public List<Measured> of(List<? extends Contender> contenders) throws Exception {
    Map<Contender, List<Measured.Run>> measured = new LinkedHashMap<>();
    contenders.forEach(contender -> measured.put(contender, new ArrayList<>()));
    for (int round = 0; round < warmups + runs; round++) {
      for (int i = 0; i < contenders.size(); i++) {
        Contender contender = contenders.get((round + i) % contenders.size());
        Measured.Run run = measure(contender);
        boolean counts = round >= warmups;
        if (counts) {
          measured.get(contender).add(run);
        }
        tell(contender, run, counts ? "run " + (round - warmups + 1) + " of " + runs : "warm-up");
      }
    }
    return measured.entrySet().stream()
        .map(entry -> new Measured(entry.getKey().name(), unit, entry.getValue()))
        .toList();
  }

  private static Measured.Run measure(Contender contender) throws Exception {
    if (Thread.interrupted()) {
      throw new InterruptedException("Stopped between two runs");
    }
    contender.prepare();
    // what others left behind is not this one's to collect
    System.gc();
    long start = System.nanoTime();
    long units = contender.run();
    return new Measured.Run(units, System.nanoTime() - start);
  }

  private void tell(Contender contender, Measured.Run run, String which) {
    say.accept(
        String.format(
            Locale.ROOT,
            "%s, %s: %,d %s in %.2f s, %,.0f/s",
            contender.name(),
            which,
            run.units(),
            unit,
            run.nanos() / 1e9,
            run.perSecond()));
  }
}
