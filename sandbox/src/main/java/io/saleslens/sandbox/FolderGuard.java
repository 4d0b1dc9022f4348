package io.saleslens.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes a temporary folder when it is closed or when this JVM ends, however it ends: like {@link
 * ChildProcess}, it is a shell script that waits for its standard input to close.
 */
final class FolderGuard implements AutoCloseable {
  private static final Duration LIMIT = ChildProcess.GRACE.plusSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(FolderGuard.class);

  private final Path folder;
  private final Process script;

  private FolderGuard(Path folder, Process script) {
    this.folder = folder;
    this.script = script;
  }

  static FolderGuard start(Path folder) throws IOException {
    List<String> line = new ArrayList<>(OwnSession.prefix());
    line.addAll(List.of("sh", "-c", Resources.text("folder-guard.sh"), "saleslens-sandbox"));
    line.addAll(List.of(folder.toString(), Long.toString(LIMIT.toSeconds())));
    ProcessBuilder builder = new ProcessBuilder(line).directory(new File("/"));
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    return new FolderGuard(folder, builder.start());
  }

  @Override
  public void close() throws IOException {
    script.getOutputStream().close();
    if (!ProcessEnd.await(script.toHandle(), LIMIT.plusSeconds(10))) {
      LOG.warn("The temporary folder {} is not removed yet", folder);
    }
  }
}
