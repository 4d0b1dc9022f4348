package io.saleslens.sandbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps a second sandbox out of a folder; the system lifts the lock when this JVM ends. */
final class FolderLock implements AutoCloseable {
  /**
   * The folders locked by this JVM. A lock file must not even be opened twice in one process,
   * because closing either handle lifts the lock.
   */
  private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /** Locks a folder, or refuses with the id of the process that has it. */
  static FolderLock take(Path folder) throws IOException {
    Path real = folder.toRealPath();
    if (!HERE.add(real)) {
      throw inUse(real, "this process");
    }
    try {
      return new FolderLock(real, lock(real));
    } catch (IOException | RuntimeException e) {
      HERE.remove(real);
      throw e;
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    Path file = folder.resolve("lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        throw inUse(folder, "process " + Files.readString(file).strip());
      }
      channel.truncate(0);
      String pid = ProcessHandle.current().pid() + "\n";
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static SandboxException inUse(Path folder, String holder) {
    return new SandboxException(
        "The folder " + folder + " is in use by a sandbox of " + holder + "; stop that one first");
  }

  @Override
  public void close() throws IOException {
    channel.close();
    HERE.remove(folder);
  }
}
