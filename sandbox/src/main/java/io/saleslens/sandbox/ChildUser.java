package io.saleslens.sandbox;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The user the servers run as: our own, or an unprivileged id when we are root, because both
 * servers refuse root.
 */
final class ChildUser {
  /** By convention the id that owns nothing, on every distribution. */
  private static final int NOBODY = 65_534;

  private static final boolean ROOT = new UnixSystem().getUid() == 0;

  private ChildUser() {}

  /** What stands before a command to run it as this user. */
  static List<String> prefix() {
    if (!ROOT) {
      return List.of();
    }
    String id = Integer.toString(NOBODY);
    return List.of("setpriv", "--reuid", id, "--regid", id, "--clear-groups", "--");
  }

  /** Makes a folder, writable for this user only. */
  static Path folder(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    return own(folder);
  }

  /**
   * Makes a folder that this user can pass through but not write to, so that a server cannot put a
   * link in place of a file that we write there, possibly as root.
   */
  static Path passage(Path folder) throws IOException {
    Files.createDirectories(folder);
    String mode = ROOT ? "rwx--x--x" : "rwx------";
    return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
  }

  /** Gives a file or folder to this user. */
  static Path own(Path path) throws IOException {
    if (ROOT) {
      Files.setAttribute(path, "unix:uid", NOBODY);
      Files.setAttribute(path, "unix:gid", NOBODY);
    }
    return path;
  }

  /** Refuses a path that this user cannot enter or run, such as one below root's closed home. */
  static void requireAccess(Path path) throws IOException, InterruptedException {
    if (!ROOT) {
      return;
    }
    List<String> command = new ArrayList<>(prefix());
    command.addAll(List.of("test", "-x", path.toString()));
    Process test = new ProcessBuilder(command).start();
    if (!test.waitFor(10, TimeUnit.SECONDS) || test.exitValue() != 0) {
      test.destroyForcibly();
      throw new SandboxException(
          "The servers do not run as root but as user "
              + NOBODY
              + ", who cannot reach "
              + path
              + "; choose a place that is open to others, or do not run as root");
    }
  }
}
