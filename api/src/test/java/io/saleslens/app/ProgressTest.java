package io.saleslens.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.indexer.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final PrintStream usual = System.err;
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  @BeforeEach
  void watch() {
    System.setErr(new PrintStream(screen, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(usual);
  }

  private String shown() {
    return screen.toString(StandardCharsets.UTF_8);
  }

  @Test
  void elsewhereThanOnATerminalEachPhaseIsOneLine() {
    try (ProgressLines progress = new ProgressLines()) {
      progress.begin("backfill", 2_000);
      progress.advance(1_500);
      progress.advance(500);
      progress.begin("load", Progress.UNKNOWN);
      progress.advance(7);
      progress.beginDays("days", 3);
      progress.advance(1);
      progress.begin("nothing to do", 0);
      progress.end();
      progress.advance(1);
    }
    assertThat(shown().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .matches("backfill       2,000 of 2,000 rows \\(100 %, [0-9,.]+/s\\)"),
            line -> assertThat(line).matches("load           7 rows \\([0-9,.]+/s\\)"),
            line ->
                assertThat(line)
                    .matches("days           1 of 3 days \\(33 %, [0-9,.]+/s, [0-9:]+ left\\)"));
  }

  @Test
  void onATerminalABarGrowsAndWhatIsSaidMeanwhileIsNotOverwritten() {
    try (ProgressBars progress = new ProgressBars()) {
      progress.begin("backfill", 2_000);
      progress.advance(1_000);
      System.err.println("said meanwhile");
      progress.advance(1_000);
    }
    System.err.println("said afterwards");
    assertThat(shown())
        .contains("\r\033[Ksaid meanwhile\n", "100%", "2,000/2,000 rows")
        .endsWith("\nsaid afterwards\n");
  }
}
