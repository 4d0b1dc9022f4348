package io.saleslens.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MeasuredTest {
  private static final long SECOND = 1_000_000_000;

  /** As many rows a run as given, each run a second. */
  private static Measured rows(String name, long... rows) {
    List<Measured.Run> runs =
        Arrays.stream(rows).mapToObj(it -> new Measured.Run(it, SECOND)).toList();
    return new Measured(name, "rows", runs);
  }

  @Test
  void theMedianIsTheMiddleOrTheMeanOfTheTwoThere() {
    assertThat(Summary.of(9, 1, 2)).isEqualTo(new Summary(2, 1, 9));
    assertThat(Summary.of(4, 1, 2, 9)).isEqualTo(new Summary(3, 1, 9));
    assertThat(Summary.of(7)).isEqualTo(new Summary(7, 7, 7));
    assertThatThrownBy(Summary::of).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void speedIsWorkDividedByTime() {
    Measured measured =
        new Measured(
            "a",
            "rows",
            List.of(new Measured.Run(300, 2 * SECOND), new Measured.Run(300, 3 * SECOND)));

    assertThat(measured.perSecond().max()).isEqualTo(150);
    assertThat(measured.perSecond().min()).isEqualTo(100);
    assertThat(measured.seconds()).isEqualTo(new Summary(2.5, 2, 3));
  }

  @Test
  void whatSlowsAWholeRoundDownCancelsOut() {
    // always twice as fast, on a machine that gets slower and slower
    Measured fast = rows("fast", 1000, 500, 100);
    Measured slow = rows("slow", 500, 250, 50);

    assertThat(fast.timesAsFastAs(slow)).isEqualTo(new Summary(2, 2, 2));
    assertThat(slow.timesAsFastAs(fast).median()).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void aTableComparesTheFirstWithAll() {
    ResultTable table =
        ResultTable.comparing("Speed", List.of(rows("ours", 3000), rows("a|b", 1500)));

    assertThat(table.markdown().lines())
        .containsExactly(
            "### Speed",
            "",
            "| Contender | rows/s, median | min | max | seconds, median | ours is … times as fast | min | max |",
            "| --- | --- | --- | --- | --- | --- | --- | --- |",
            "| ours | 3,000 | 3,000 | 3,000 | 1.00 | 1.00 | 1.00 | 1.00 |",
            "| a\\|b | 1,500 | 1,500 | 1,500 | 1.00 | 2.00 | 2.00 | 2.00 |");
    assertThat(table.json().toString())
        .contains("{Contender=ours, rows/s, median=3000, min=3000, max=3000")
        .contains("min 2=2.0, max 2=2.0}");
  }

  @Test
  void everyRoundBeginsWithAnother() throws Exception {
    StringBuilder order = new StringBuilder();
    List<Contender> contenders =
        Stream.of("a", "b", "c").<Contender>map(name -> new Writer(name, order)).toList();

    List<Measured> measured =
        new Comparison("letters", 2, 1, line -> order.append(' ')).of(contenders);

    assertThat(order).hasToString("(a (b (c (b (c (a (c (a (b ");
    assertThat(measured).extracting(Measured::name).containsExactly("a", "b", "c");
    assertThat(measured).allSatisfy(it -> assertThat(it.runs()).hasSize(2));
  }

  @Test
  void tuningFindsTheFastest() throws Exception {
    List<Sleeper> candidates =
        Stream.of(40, 20, 1, 30, 10).map(millis -> new Sleeper(millis)).toList();

    assertThat(new Tuning("naps", line -> {}).best(candidates).millis()).isEqualTo(1);
  }

  private record Sleeper(int millis) implements Contender {
    @Override
    public String name() {
      return millis + " ms";
    }

    @Override
    public long run() throws InterruptedException {
      Thread.sleep(millis);
      return 1;
    }
  }

  private record Writer(String name, StringBuilder order) implements Contender {
    @Override
    public void prepare() {
      order.append('(');
    }

    @Override
    public long run() {
      order.append(name);
      return 1;
    }
  }
}
