package io.saleslens.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A server of a sandbox: installed, started as a child process, and asked until it answers. */
abstract class SandboxServer {
  /** Long enough for a busy machine; a start takes some seconds. */
  static final Duration START_LIMIT = Duration.ofMinutes(3);

  private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(100);

  private final String name;
  private final Path folder;
  private final int port;
  private volatile ChildProcess child;
  private boolean stopped;

  SandboxServer(String name, Path folder, int port) {
    this.name = name;
    this.folder = folder;
    this.port = port;
  }

  /** Brings the server's files into its folder. */
  abstract void install() throws IOException, InterruptedException;

  /** The command that runs the server. */
  abstract List<String> command();

  /** What the command needs in its environment. */
  abstract Map<String, String> environment();

  /** Asks the server one real question; an exception means that it does not answer yet. */
  abstract boolean answers(ChildProcess child) throws Exception;

  /** The id of the process that does the server's work. */
  abstract long pid();

  /** What a start waits for, in words. */
  abstract String awaited();

  final String name() {
    return name;
  }

  final int port() {
    return port;
  }

  /** This server's part of the sandbox' folder. */
  final Path home() {
    return folder.resolve(name);
  }

  /** Where its processes put their temporary files, rather than in everybody's folder. */
  final Path temporary() {
    return home().resolve("tmp");
  }

  /** Starts the server, for the first time or after it was killed. */
  final void start() throws IOException, InterruptedException {
    ChildUser.folder(home());
    Unpacker.remove(temporary());
    ChildUser.folder(temporary());
    install();
    launch();
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    Exception last = null;
    while (System.nanoTime() < deadline) {
      try {
        if (answers(child)) {
          return;
        }
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        last = e;
      }
      if (child.endsWithin(BETWEEN_QUESTIONS)) {
        throw failed("ended with exit code " + child.exitCode(), last);
      }
    }
    throw failed("did not answer within " + START_LIMIT.toSeconds() + " s", last);
  }

  /** Kills the server without warning, and waits until nothing of it is left. */
  final void kill() throws InterruptedException {
    ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);
    if (!child.endsWithin(ChildProcess.GRACE)) {
      throw failed("was killed but did not end", null);
    }
  }

  /** Starts a further process of this server, such as its installer. */
  final ChildProcess run(String process, List<String> command, Map<String, String> environment)
      throws IOException {
    Map<String, String> all = new HashMap<>(environment);
    all.put("TMPDIR", temporary().toString());
    return ChildProcess.start(process, folder, command, all);
  }

  final SandboxException failed(String what, Exception cause) {
    return failed(child, what, cause);
  }

  final SandboxException failed(ChildProcess process, String what, Exception cause) {
    return new SandboxException(
        "%s %s; awaited was %s. It printed:%n%s"
            .formatted(name, what, awaited(), process.outputTail()),
        cause);
  }

  /** Not after a stop, which would not stop it any more. */
  private synchronized void launch() throws IOException, InterruptedException {
    if (stopped) {
      throw new InterruptedException();
    }
    child = run(name, command(), environment());
  }

  final void stop() {
    synchronized (this) {
      stopped = true;
    }
    if (child != null) {
      child.stop();
    }
  }
}
