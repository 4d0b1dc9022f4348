package io.saleslens.indexer.imports;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells the files of a process that lives from those of one that died, in a folder that several
 * share: each holds a lock for as long as it lives, however it ends, and names its files after it.
 */
final class ProcessLock {
  /** Of all instances in this JVM: a second lock, or even closing the file again, would undo it. */
  private static final ConcurrentMap<Path, ProcessLock> OWN = new ConcurrentHashMap<>();

  private static final Pattern NAME = Pattern.compile("(p[0-9a-f]{16})-.+");
  private static final int TRIES = 10;

  private final String token;
  private final Path file;
  private final FileChannel channel;

  private ProcessLock(String token, Path file, FileChannel channel) {
    this.token = token;
    this.file = file;
    this.channel = channel;
  }

  /** That of this process in a folder, taken now if it was not before. */
  static ProcessLock in(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath().normalize();
    synchronized (OWN) {
      ProcessLock own = OWN.get(absolute);
      if (own == null || !Files.exists(own.file)) {
        own = take(absolute);
        OWN.put(absolute, own);
      }
      return own;
    }
  }

  @SuppressWarnings("PMD.CloseResource") // held for as long as the process lives
  private static ProcessLock take(Path folder) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      String token = "p" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
      Path file = folder.resolve(token);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      // Whoever tidied up meanwhile took it for that of a dead process.
      if (channel.tryLock() != null && Files.exists(file)) {
        return new ProcessLock(token, file, channel);
      }
      channel.close();
    }
    throw new IOException("no lock could be taken in " + folder);
  }

  /** A new name for a file of this process. */
  String newName() {
    return token + "-" + UUID.randomUUID().toString().replace("-", "");
  }

  /** Whose file it is, by its name; empty if it was not named here. */
  static Optional<String> ownerOf(String name) {
    Matcher parts = NAME.matcher(name);
    return parts.matches() ? Optional.of(parts.group(1)) : Optional.empty();
  }

  /** Whether a process died; its lock is removed then. */
  static boolean isDead(Path folder, String token) throws IOException {
    Path file = folder.toAbsolutePath().normalize().resolve(token);
    synchronized (OWN) {
      ProcessLock own = OWN.get(file.getParent());
      if (own != null && own.token.equals(token) && own.channel.isOpen()) {
        return false;
      }
      try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE);
          FileLock lock = other.tryLock()) {
        if (lock != null) {
          Files.delete(file);
        }
        return lock != null;
      } catch (NoSuchFileException e) {
        return true;
      }
    }
  }
}
