package io.saleslens.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Which Saleslens is measured. */
final class Commit {
  private static final int PATIENCE_SECONDS = 5;

  private Commit() {}

  /** The commit of the source tree that a folder lies in; empty outside of one or without git. */
  static Optional<String> of(Path folder) {
    return git(folder, "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*");
  }

  private static Optional<String> git(Path folder, String... arguments) {
    ProcessBuilder builder = new ProcessBuilder("git", "-C", folder.toString());
    for (String argument : arguments) {
      builder.command().add(argument);
    }
    try {
      Process git = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
      git.getOutputStream().close();
      String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      boolean ended = git.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      git.destroy();
      return ended && git.exitValue() == 0 && !said.isEmpty()
          ? Optional.of(said)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
