package io.saleslens.sandbox;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Runs a command in a session of its own, out of reach of what a terminal sends to its foreground
 * processes: on Ctrl-C the servers have to live on until they are stopped in order.
 */
final class OwnSession {
  private OwnSession() {}

  /** What stands before a command; the command keeps the id of the process that was started. */
  static List<String> prefix() {
    if (inPath("setsid")) {
      return List.of("setsid");
    }
    if (inPath("perl")) {
      // macOS has no setsid command
      return List.of("perl", "-MPOSIX=setsid", "-e", "setsid(); exec {$ARGV[0]} @ARGV or die $!");
    }
    throw new SandboxException("Neither setsid nor perl is in the PATH; one of them is needed");
  }

  private static boolean inPath(String command) {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(path)
        .filter(entry -> !entry.isEmpty())
        .anyMatch(entry -> Files.isExecutable(Path.of(entry, command)));
  }
}
