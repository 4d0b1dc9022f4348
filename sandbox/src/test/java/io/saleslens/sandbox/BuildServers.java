package io.saleslens.sandbox;

import java.io.IOException;
import java.io.Reader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/**
 * Servers that outlive a JVM of tests: the tests of all modules of a build use them one after the
 * other, as a start costs more than most tests. A process of its own holds each, and ends with the
 * build. The tests of a JVM go by schemas and prefixes of their own, as they do within one.
 */
final class BuildServers {
  /** A folder for this JVM's place among those that run at once; without it there are none. */
  private static final String PROPERTY = "saleslens.test.build-servers";

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private BuildServers() {}

  /** How to reach a server of the build, which is started if it is not there; empty outside one. */
  static Optional<Properties> reach(Sandbox.Part part) {
    String folder = System.getProperty(PROPERTY, "");
    Optional<ProcessHandle> build = build();
    if (folder.isEmpty() || build.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(reach(Files.createDirectories(Path.of(folder)), part, build.get()));
    } catch (IOException e) {
      throw new SandboxException("The servers of the build cannot be reached: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException("Interrupted while a server of the build was starting", e);
    }
  }

  /** The outermost JVM that this one was started by. */
  private static Optional<ProcessHandle> build() {
    ProcessHandle found = null;
    for (Optional<ProcessHandle> process = ProcessHandle.current().parent();
        process.isPresent();
        process = process.get().parent()) {
      if (process.get().info().command().filter(it -> it.endsWith("/java")).isPresent()) {
        found = process.get();
      }
    }
    return Optional.ofNullable(found);
  }

  private static Properties reach(Path folder, Sandbox.Part part, ProcessHandle build)
      throws IOException, InterruptedException {
    String name = part + "-" + build.pid();
    Path address = folder.resolve(name + ".properties");
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve(name + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!lock.isValid() || !Files.exists(address)) {
        start(folder.resolve(name + ".log"), part, address, build);
      }
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(address)) {
      properties.load(reader);
    }
    return properties;
  }

  private static void start(Path log, Sandbox.Part part, Path address, ProcessHandle build)
      throws IOException, InterruptedException {
    Process host =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                BuildServerHost.class.getName(),
                part.name(),
                address.toString(),
                Long.toString(build.pid()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!Files.exists(address)) {
      if (!host.isAlive() || System.nanoTime() - deadline > 0) {
        host.destroy();
        throw new SandboxException("No server of the build: " + Files.readString(log));
      }
      Thread.sleep(50);
    }
  }
}
