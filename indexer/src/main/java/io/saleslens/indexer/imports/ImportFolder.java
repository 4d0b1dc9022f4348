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
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files: {@code incoming} until their sales are stored, then in {@code archive}. */
final class ImportFolder {
  private static final Logger LOG = LoggerFactory.getLogger(ImportFolder.class);
  private static final int BUFFER = 1 << 16;

  /** Files that another process may still be reading are younger. */
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
   * @throws SettingsException if it cannot be written
   */
  Path spool(InputStream in) throws IOException {
    Path file = incoming().resolve(UUID.randomUUID().toString());
    try (OutputStream out = open(file)) {
      copy(in, out);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    return file;
  }

  private OutputStream open(Path file) {
    try {
      return Files.newOutputStream(file);
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
      out.write(buffer, 0, read);
    }
  }

  private Path incoming() {
    try {
      return Files.createDirectories(dir.resolve("incoming"), forUsAlone());
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

  private SettingsException unusable(IOException e) {
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
    try (Stream<Path> files = Files.list(incoming())) {
      return files.toList();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  boolean isAbandoned(Path spooled) {
    try {
      return Files.getLastModifiedTime(spooled)
          .toInstant()
          .isBefore(Instant.now().minus(ABANDONED));
    } catch (IOException e) {
      return false;
    }
  }
}
