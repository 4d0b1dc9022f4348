package io.saleslens.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A process whose memory has run out ends and says so, whoever caught the error. */
class OutOfMemoryTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int KILLED = 137;

  @TempDir private Path dir;

  /** What the launcher gives the JVM. */
  private static final List<String> LAUNCHER =
      List.of(
          "-XX:OnOutOfMemoryError=kill -9 %p",
          "-XX:+ExitOnOutOfMemoryError", "-XX:+DisplayVMOutputToStderr");

  private Cli.Result run(List<String> options, String where) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Exhausting.class.getName(), where));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(dir.resolve("out").toFile())
            .redirectError(dir.resolve("err").toFile())
            .start();
    try {
      assertThat(process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
      return new Cli.Result(
          process.exitValue(),
          Files.readString(dir.resolve("out")),
          Files.readString(dir.resolve("err")));
    } finally {
      process.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"thread", "future", "call", "timer", "cause", "quartz", "request"})
  void endsAlsoWithoutAnyOptionOfTheJvm(String where) throws Exception {
    Cli.Result ended = run(List.of(), where);

    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(Main.FAILED);
    assertThat(ended.err()).contains("saleslens: out of memory (java.lang.OutOfMemoryError)");
  }

  /** Where a library neither throws nor logs, only the JVM itself can know. */
  @Test
  void endsByTheLaunchersOptionsEvenWhereTheErrorIsSwallowed() throws Exception {
    Cli.Result ended = run(LAUNCHER, "swallowed");

    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(KILLED);
    assertThat(ended.err()).contains("java.lang.OutOfMemoryError: Java heap space");
    assertThat(ended.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "../saleslens, -XX:OnOutOfMemoryError=kill -9 %p",
    "../saleslens, -XX:+ExitOnOutOfMemoryError",
    "../saleslens, -XX:+DisplayVMOutputToStderr",
    "../Dockerfile, -XX:+ExitOnOutOfMemoryError",
    "../Dockerfile, -XX:+DisplayVMOutputToStderr",
  })
  void everyWayOfStartingHasTheOption(Path file, String option) throws IOException {
    assertThat(file).content().contains(option);
  }

  @Test
  void aCommandThatRunsOutOfMemoryFails() throws Exception {
    // less than the JVM needs for its own classes and ours
    Map<String, String> heap = Map.of("JDK_JAVA_OPTIONS", "-Xmx6m");
    try (ChildCli child = ChildCli.start(dir, heap, "demo", "--once")) {
      int exitCode = child.awaitEnd(LIMIT);

      assertThat(exitCode).as(child.err()).isEqualTo(Main.FAILED);
      assertThat(child.err()).contains("java.lang.OutOfMemoryError");
    }
  }
}
