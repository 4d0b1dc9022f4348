package io.saleslens.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder of one sandbox: locked, and removed at the end when it is a temporary one. */
final class DataFolder implements AutoCloseable {
  private static final Duration LEFTOVER_LIMIT = ChildProcess.GRACE.plusSeconds(10);

  private final Path path;
  private final FolderLock lock;
  private final Optional<FolderGuard> guard;

  private DataFolder(Path path, FolderLock lock, Optional<FolderGuard> guard) {
    this.path = path;
    this.lock = lock;
    this.guard = guard;
  }

  /** Opens a folder to be kept, or a temporary one when none is given. */
  static DataFolder open(Optional<Path> dir) throws IOException, InterruptedException {
    return dir.isPresent() ? kept(dir.get()) : temporary();
  }

  private static DataFolder temporary() throws IOException {
    Path path = Files.createTempDirectory("saleslens-sandbox-").toRealPath();
    FolderGuard guard = guarded(path);
    ChildUser.passage(path);
    return new DataFolder(path, FolderLock.take(path), Optional.of(guard));
  }

  private static FolderGuard guarded(Path path) throws IOException {
    try {
      return FolderGuard.start(path);
    } catch (IOException | RuntimeException e) {
      Files.delete(path);
      throw e;
    }
  }

  private static DataFolder kept(Path dir) throws IOException, InterruptedException {
    if (!Files.exists(dir)) {
      ChildUser.passage(dir);
    }
    Path path = dir.toRealPath();
    FolderLock lock = FolderLock.take(path);
    try {
      ChildUser.requireAccess(path);
      awaitLeftovers(path);
      return new DataFolder(path, lock, Optional.empty());
    } catch (IOException | InterruptedException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** After a kill -9 of its JVM a sandbox' servers take a moment to stop. */
  private static void awaitLeftovers(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".pid")).toList()) {
        Optional<ProcessHandle> process = startedBefore(file);
        if (process.isPresent() && !ProcessEnd.await(process.get(), LEFTOVER_LIMIT)) {
          throw new SandboxException(
              "The folder %s is in use by process %d, left by an earlier sandbox"
                  .formatted(path, process.get().pid()));
        }
        Files.deleteIfExists(file);
      }
    }
  }

  /** The process of a pid file, unless its id went to a younger process. */
  private static Optional<ProcessHandle> startedBefore(Path pidFile) throws IOException {
    String pid = Files.readString(pidFile).strip();
    FileTime written = Files.getLastModifiedTime(pidFile);
    Instant latest = written.toInstant().plusSeconds(2);
    return (pid.isEmpty() ? Optional.<ProcessHandle>empty() : ProcessHandle.of(Long.parseLong(pid)))
        .filter(process -> !process.info().startInstant().orElse(Instant.MIN).isAfter(latest));
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    lock.close();
    if (guard.isPresent()) {
      guard.get().close();
    }
  }
}
