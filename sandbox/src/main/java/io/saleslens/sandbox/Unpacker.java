package io.saleslens.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/** Unpacks a server's distribution so that a folder with its final name is always complete. */
final class Unpacker {
  private Unpacker() {}

  /** Fills a folder. */
  interface Filling {
    void into(Path folder) throws IOException, InterruptedException;
  }

  /** Has a folder filled under another name and renames it, unless it is there already. */
  static void once(Path target, Filling filling) throws IOException, InterruptedException {
    if (Files.exists(target)) {
      return;
    }
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    remove(partial);
    Files.createDirectories(partial);
    filling.into(partial);
    Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Writes one file of a distribution, readable by the servers' user whatever our umask is. */
  static void write(InputStream in, Path root, String name) throws IOException {
    Path file = root.resolve(name).normalize();
    if (!file.startsWith(root)) {
      throw new IOException("An archive names a file outside of its folder: " + name);
    }
    folders(root, file.getParent());
    Files.copy(in, file);
    boolean program = file.getParent().endsWith("bin");
    Files.setPosixFilePermissions(
        file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
  }

  private static void folders(Path root, Path folder) throws IOException {
    if (Files.isDirectory(folder) && !folder.equals(root)) {
      return;
    }
    if (!folder.equals(root)) {
      folders(root, folder.getParent());
      Files.createDirectory(folder);
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Removes a folder and all that is in it, if it is there. */
  static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
