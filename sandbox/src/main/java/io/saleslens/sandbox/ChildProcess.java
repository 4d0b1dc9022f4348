package io.saleslens.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server under the watch of {@code child.sh}, a small shell script between it and us. The script
 * stops the server when its standard input closes, so closing that pipe is how we stop a server,
 * and the system closes it for us when this JVM is killed.
 *
 * <p>The alternatives do less: a parent-death signal is bound to the thread that started the child,
 * not to the JVM, and does not reach grandchildren; polling the parent's id needs the server's
 * help.
 */
final class ChildProcess {
  /** How long a server may take to stop in order before it is killed. */
  static final Duration GRACE = Duration.ofSeconds(20);

  private static final Duration BEYOND_GRACE = Duration.ofSeconds(10);
  private static final Set<String> INHERITED = Set.of("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH");
  private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);

  private final String name;
  private final Process watcher;
  private final Path pidFile;
  private final Path output;

  private ChildProcess(String name, Process watcher, Path pidFile, Path output) {
    this.name = name;
    this.watcher = watcher;
    this.pidFile = pidFile;
    this.output = output;
  }

  /** Starts a command as the unprivileged user, in its own session, with its output in a file. */
  static ChildProcess start(
      String name, Path folder, List<String> command, Map<String, String> environment)
      throws IOException {
    Path pidFile = folder.resolve(name + ".pid");
    Path output = folder.resolve(name + ".log");
    List<String> line = new ArrayList<>(OwnSession.prefix());
    line.addAll(List.of("sh", "-c", Resources.text("child.sh"), "saleslens-sandbox"));
    line.addAll(List.of(pidFile.toString(), Long.toString(GRACE.toSeconds())));
    line.addAll(OwnSession.prefix());
    line.addAll(ChildUser.prefix());
    line.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    return new ChildProcess(name, builder.start(), pidFile, output);
  }

  /** Waits for the process to end, no longer than the time given. */
  boolean endsWithin(Duration time) throws InterruptedException {
    return watcher.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The code the process ended with. */
  int exitCode() {
    return watcher.exitValue();
  }

  /** The process that was started, as long as it runs. */
  Optional<ProcessHandle> handle() {
    try {
      return pids(pidFile).findFirst().flatMap(ProcessHandle::of);
    } catch (IOException e) {
      return Optional.empty(); // not started yet, or ended
    }
  }

  /** The ids of the server and its script, in this order. */
  static Stream<Long> pids(Path pidFile) throws IOException {
    return Pattern.compile("\\s+")
        .splitAsStream(Files.readString(pidFile).strip())
        .filter(pid -> !pid.isEmpty())
        .map(Long::valueOf);
  }

  /** Whether a process is this one's or stems from it. */
  boolean hasDescendant(long pid) {
    Optional<ProcessHandle> at = ProcessHandle.of(pid);
    while (at.isPresent() && at.get().pid() != watcher.pid()) {
      at = at.get().parent();
    }
    return at.isPresent();
  }

  /** The end of what the process printed. */
  String outputTail() {
    return OutputTail.of(output);
  }

  /** Stops the process and all it started: in order, or after the time of grace by force. */
  void stop() {
    Optional<ProcessHandle> server = handle();
    try {
      watcher.getOutputStream().close();
    } catch (IOException e) {
      LOG.warn("The pipe to {} did not close", name, e);
    }
    Duration limit = GRACE.plus(BEYOND_GRACE);
    // The server is waited for as well: someone may have killed the script alone.
    if (!ProcessEnd.await(watcher.toHandle(), limit)
        || server.isPresent() && !ProcessEnd.await(server.get(), limit)) {
      LOG.warn("{} did not stop within {} s and is killed", name, limit.toSeconds());
      server.ifPresent(ProcessEnd::force);
      ProcessEnd.force(watcher.toHandle());
    }
  }
}
