package io.saleslens.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.security.auth.module.UnixSystem;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A JVM that runs {@link SandboxMain}, to be killed. Its temporary files go to a folder of ours.
 */
final class SecondJvm implements AutoCloseable {
  static final Duration LIMIT = Duration.ofMinutes(2);

  private final Path work;
  private final Process process;

  private SecondJvm(Path work, Process process) {
    this.work = work;
    this.process = process;
  }

  /**
   * Starts it in a session of its own, as a terminal would, and heeding SIGINT even where we were
   * started to ignore it.
   */
  static SecondJvm start(Path work, ClassPathCopy classPath, boolean unprivileged, String... args)
      throws IOException {
    Path temporary = Files.createDirectories(work.resolve("tmp"));
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxrwxrwx"));
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            "perl",
            "-MPOSIX=setsid",
            "-e",
            "setsid(); $SIG{INT} = 'DEFAULT'; exec {$ARGV[0]} @ARGV or die $!"));
    if (unprivileged) {
      command.addAll(ChildUser.prefix());
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:-UsePerfData", "-Djava.io.tmpdir=" + temporary));
    command.addAll(List.of("-cp", classPath.toString(), SandboxMain.class.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(new File("/"));
    builder.redirectErrorStream(true).redirectOutput(work.resolve("out").toFile());
    return new SecondJvm(work, builder.start());
  }

  static boolean weAreRoot() {
    return new UnixSystem().getUid() == 0;
  }

  /** The process ids of the two servers, once both answer. */
  List<Long> awaitReady() {
    await().atMost(LIMIT).until(() -> output().contains("ready ") || !process.isAlive());
    assertThat(output()).contains("ready ");
    String pids = output().substring(output().indexOf("ready ") + "ready ".length()).strip();
    return Stream.of(pids.split(" ")).map(Long::parseLong).toList();
  }

  /** Waits until it has started a server that does not answer yet. */
  void awaitPidFile(String server) {
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              try (Stream<Path> files = Files.walk(work.resolve("tmp"), 2)) {
                return files.anyMatch(file -> file.endsWith(server + ".pid"));
              } catch (UncheckedIOException e) {
                return false; // a file went while we looked
              }
            });
  }

  String awaitFailure() throws InterruptedException {
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    return output();
  }

  long pid() {
    return process.pid();
  }

  /** Sends a signal to the JVM alone, or to its whole process group with a minus before its id. */
  void signal(String name, boolean group) throws IOException, InterruptedException {
    String target = (group ? "-" : "") + process.pid();
    assertThat(new ProcessBuilder("kill", "-" + name, "--", target).start().waitFor()).isZero();
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  /** Waits until no process has to do with our folder, and no temporary file is left in it. */
  void awaitNothingLeft() {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              assertThat(Processes.mentioning(work)).isEmpty();
              assertThat(work.resolve("tmp")).isEmptyDirectory();
            });
  }

  private String output() throws UncheckedIOException {
    try {
      return Files.readString(work.resolve("out"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
