package io.saleslens.app.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system with little room, in memory; only root may make one. */
final class TinyDisk implements AutoCloseable {
  private final Path folder;

  private TinyDisk(Path folder) {
    this.folder = folder;
  }

  /** Whether one can be made here. */
  static boolean isPossible() {
    return System.getProperty("user.name").equals("root")
        && Files.isExecutable(Path.of("/bin/mount"));
  }

  /** One over an empty folder. */
  static TinyDisk over(Path folder, int kilobytes) throws IOException {
    run(
        "mount",
        "-t",
        "tmpfs",
        "-o",
        "mode=0777,size=" + kilobytes + "k",
        "tmpfs",
        folder.toString());
    return new TinyDisk(folder);
  }

  /** Gives it more room. */
  void grow(int kilobytes) throws IOException {
    run("mount", "-o", "remount,size=" + kilobytes + "k", folder.toString());
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    // ends with the process, which takes no time
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.onExit().join().exitValue();
    if (code != 0) {
      throw new IOException(String.join(" ", command) + ": " + output);
    }
  }

  @Override
  public void close() throws IOException {
    run("umount", folder.toString());
  }
}
