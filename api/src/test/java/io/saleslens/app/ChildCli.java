package io.saleslens.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A command in a JVM of its own, for what concerns the whole process. Killed at the latest on
 * close.
 */
public final class ChildCli implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Path folder;
  private final Process process;

  private ChildCli(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /**
   * @param folder takes output and temporary files; also the working folder
   */
  public static ChildCli start(Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    return start(folder, System.getProperty("java.class.path"), environment, arguments);
  }

  /** With the class path of an install that lacks the sandbox, such as the Docker image. */
  static ChildCli startWithoutSandbox(Path folder, String... arguments) throws IOException {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !isSandbox(Path.of(entry)))
            .collect(Collectors.joining(File.pathSeparator));
    return start(folder, classPath, Map.of(), arguments);
  }

  private static boolean isSandbox(Path entry) {
    return entry.endsWith(Path.of("sandbox", "target", "classes"))
        || entry.getFileName().toString().startsWith("saleslens-sandbox");
  }

  private static ChildCli start(
      Path folder, String classPath, Map<String, String> environment, String... arguments)
      throws IOException {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    // The sandbox' servers run as another user when this one is root.
    openToAll(folder);
    openToAll(temporary);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-Djava.io.tmpdir=" + temporary));
    command.addAll(List.of("-Duser.language=tr", "-Duser.timezone=America/St_Johns"));
    command.addAll(List.of("-cp", classPath, Main.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SALESLENS_"));
    builder.environment().putAll(environment);
    builder.redirectOutput(folder.resolve("out").toFile());
    builder.redirectError(folder.resolve("err").toFile());
    return new ChildCli(folder, builder.start());
  }

  private static void openToAll(Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  /** A port on loopback that nobody listens on now. */
  public static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** Standard output so far. */
  public String out() {
    return read("out");
  }

  /** Standard error so far. */
  public String err() {
    return read("err");
  }

  private String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Waits until a text has been printed to standard output. */
  void awaitOut(String text) {
    await().atMost(LIMIT).until(() -> out().contains(text) || !process.isAlive());
    assertThat(out()).as(err()).contains(text);
  }

  /** Waits until a text has been printed to standard error. */
  void awaitErr(String text) {
    await().atMost(LIMIT).until(() -> err().contains(text) || !process.isAlive());
    assertThat(err()).contains(text);
  }

  /** Waits until the API on a port says that it can work. */
  public void awaitReady(int port) {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest ready =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
            .timeout(Duration.ofSeconds(10))
            .build();
    await()
        .atMost(LIMIT)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () ->
                !process.isAlive()
                    || client.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode()
                        == 200);
    assertThat(process.isAlive()).as(err()).isTrue();
  }

  /** Asks it to end, as a service manager does, and gives the exit code. */
  public int terminate(Duration limit) throws InterruptedException {
    process.destroy();
    return awaitEnd(limit);
  }

  /** Ends it as kill -9 does, and waits until it is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    awaitEnd(LIMIT);
  }

  /** Waits for the end and gives the exit code. */
  public int awaitEnd(Duration limit) throws InterruptedException {
    assertThat(process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)).as(err()).isTrue();
    return process.exitValue();
  }

  Cli.Result awaitResult() throws InterruptedException {
    int exitCode = awaitEnd(LIMIT);
    return new Cli.Result(exitCode, out(), err());
  }

  /** Whether it ends in time. */
  public boolean endsWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Sends it a signal, such as {@code STOP}; one that has ended does not mind. */
  public void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** Waits until no process has to do with the folder and no temporary file is left in it. */
  void awaitNothingLeft() {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              assertThat(mentioning(folder)).isEmpty();
              assertThat(folder.resolve("tmp")).isEmptyDirectory();
            });
  }

  private static List<String> mentioning(Path folder) {
    return ProcessHandle.allProcesses()
        .filter(it -> it.pid() != ProcessHandle.current().pid())
        .flatMap(it -> it.info().commandLine().stream())
        .filter(line -> line.contains(folder.toString()))
        .toList();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
