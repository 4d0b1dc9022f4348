package io.saleslens.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder of one sandbox: locked, and removed at the end when it is a temporary one. */
final class DataFolder implements AutoCloseable {
  private static final Duration LEFTOVER_LIMIT = ChildProcess.GRACE.plusSeconds(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

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

  /**
   * After a kill -9 of its JVM a sandbox' servers take a moment to stop. Their scripts are waited
   * for as well, because the last thing they do is to remove the pid file.
   */
  private static void awaitLeftovers(Path path) throws IOException {
    for (Path pidFile : pidFiles(path)) {
      for (ProcessHandle process : leftovers(pidFile)) {
        awaitEnd(process, pidFile);
      }
      Files.deleteIfExists(pidFile);
    }
  }

  private static void awaitEnd(ProcessHandle process, Path pidFile) {
    long deadline = System.nanoTime() + LEFTOVER_LIMIT.toNanos();
    // Not the process alone: where nobody reaps it, it stays as a zombie.
    while (Files.exists(pidFile) && !ProcessEnd.await(process, BETWEEN_LOOKS)) {
      if (System.nanoTime() > deadline) {
        throw new SandboxException(
            "The folder %s is in use by process %d, left by an earlier sandbox"
                .formatted(pidFile.getParent(), process.pid()));
      }
    }
  }

  private static List<Path> pidFiles(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(file -> file.toString().endsWith(".pid")).toList();
    }
  }

  /** The processes of a pid file, without younger ones that got one of their ids. */
  private static List<ProcessHandle> leftovers(Path pidFile) throws IOException {
    try {
      Instant latest = Files.getLastModifiedTime(pidFile).toInstant().plusSeconds(2);
      return ChildProcess.pids(pidFile)
          .flatMap(pid -> ProcessHandle.of(pid).stream())
          .filter(process -> !process.info().startInstant().orElse(Instant.MIN).isAfter(latest))
          .toList();
    } catch (NoSuchFileException e) {
      return List.of(); // ended meanwhile
    }
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
