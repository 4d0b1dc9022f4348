package io.saleslens.indexer.imports;

import io.saleslens.indexer.imports.file.ImportException;
import io.saleslens.indexer.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files: {@code incoming} until their sales are stored, then in {@code archive}. */
final class ImportFolder {
  private static final Logger LOG = LoggerFactory.getLogger(ImportFolder.class);
  private static final int BUFFER = 1 << 16;

  private static final String LOCKS = "locks";

  /** Files of an older version, which another process may still be reading, are younger. */
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final Path dir;
  private final long mostBytes;

  ImportFolder(Path dir, long mostBytes) {
    this.dir = dir;
    this.mostBytes = mostBytes;
  }

  /**
   * Writes what comes to a file of our own.
   *
   * @throws ImportException if it is larger than allowed
   * @throws IOException if it cannot be read to its end
   * @throws ImportsUnavailableException if there is no room for it
   * @throws SettingsException if it cannot be written
   */
  Path spool(InputStream in) throws IOException {
    Path file = folder("incoming").resolve(newName());
    OutputStream out = open(file);
    try {
      copy(in, out);
      close(out);
    } catch (IOException | RuntimeException e) {
      discard(file, out);
      throw e;
    }
    return file;
  }

  private String newName() {
    try {
      return ProcessLock.in(folder(LOCKS)).newName();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private OutputStream open(Path file) {
    try {
      return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long bytes = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      bytes += read;
      if (bytes > mostBytes) {
        throw ImportException.tooLarge(mostBytes);
      }
      write(buffer, read, out);
    }
  }

  /** What fails here is not the fault of whoever sends the file. */
  private void write(byte[] buffer, int length, OutputStream out) {
    try {
      out.write(buffer, 0, length);
    } catch (IOException e) {
      throw ImportsUnavailableException.of(dir, e);
    }
  }

  private void close(OutputStream out) {
    try {
      out.close();
    } catch (IOException e) {
      throw ImportsUnavailableException.of(dir, e);
    }
  }

  private void discard(Path file, OutputStream out) {
    try {
      out.close();
    } catch (IOException e) {
      LOG.debug("File {}: {}", file, e.toString());
    }
    discard(file);
  }

  private Path folder(String name) {
    try {
      return Files.createDirectories(dir.resolve(name), forUsAlone());
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** The files hold what people paid. */
  private static FileAttribute<?>[] forUsAlone() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  private RuntimeException unusable(IOException e) {
    if (ImportsUnavailableException.isFull(e)) {
      return ImportsUnavailableException.of(dir, e);
    }
    return new SettingsException(
        "The folder %s, where files that come in are kept, cannot be written: %s. Name another by saleslens.imports.dir (SALESLENS_IMPORTS_DIR)."
            .formatted(dir.toAbsolutePath(), e.toString()),
        e);
  }

  /**
   * Moves a file whose sales are stored. That it fails undoes nothing: it is tried again at the
   * next start.
   *
   * @return whether it is there
   */
  boolean archive(Path spooled, ImportTask task) {
    try {
      Path folder =
          dir.resolve("archive")
              .resolve(task.source())
              .resolve(task.days().get(0).date().toString());
      Files.createDirectories(folder, forUsAlone());
      Path target = folder.resolve(task.id() + "-" + safe(task.fileName()));
      Files.move(spooled, target, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (NoSuchFileException e) {
      // moved already, by another process at its start
      return true;
    } catch (IOException e) {
      LOG.warn("File {} of import {} could not be archived: {}", spooled, task.id(), e.toString());
      return false;
    }
  }

  private static String safe(String name) {
    String safe = name.replaceAll("[^\\p{L}\\p{N}._-]", "_");
    return safe.length() <= 100 ? safe : safe.substring(safe.length() - 100);
  }

  /** Forgets a file of which nothing was stored. */
  void discard(Path spooled) {
    try {
      Files.deleteIfExists(spooled);
    } catch (IOException e) {
      LOG.warn("File {} could not be deleted: {}", spooled, e.toString());
    }
  }

  /** Files that came in and are still there. */
  List<Path> leftOver() {
    return list("incoming");
  }

  private List<Path> list(String name) {
    try (Stream<Path> files = Files.list(folder(name))) {
      return files.toList();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Removes the locks of processes that died and left nothing. */
  void forgetTheDead() {
    Set<String> owners =
        leftOver().stream()
            .flatMap(it -> ProcessLock.ownerOf(it.getFileName().toString()).stream())
            .collect(Collectors.toSet());
    for (Path lock : list(LOCKS)) {
      if (!owners.contains(lock.getFileName().toString())) {
        isDead(lock.getFileName().toString());
      }
    }
  }

  private boolean isDead(String owner) {
    try {
      return ProcessLock.isDead(folder(LOCKS), owner);
    } catch (IOException e) {
      LOG.warn("Whether the process of {} lives cannot be told: {}", owner, e.toString());
      return false;
    }
  }

  /** Whether nobody will go on with a file. */
  boolean isAbandoned(Path spooled) {
    Optional<String> owner = ProcessLock.ownerOf(spooled.getFileName().toString());
    return owner.isPresent() ? isDead(owner.get()) : isOld(spooled);
  }

  private static boolean isOld(Path spooled) {
    try {
      return Files.getLastModifiedTime(spooled)
          .toInstant()
          .isBefore(Instant.now().minus(ABANDONED));
    } catch (IOException e) {
      return false;
    }
  }
}
