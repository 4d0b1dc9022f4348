package io.saleslens.sandbox;

import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;
import java.util.Properties;

/** The process that holds a server for as long as a build runs. */
public final class BuildServerHost {
  private BuildServerHost() {}

  /**
   * @param arguments the part of a sandbox, the file that takes its address, and the process id of
   *     the build
   */
  public static void main(String[] arguments) throws Exception {
    Sandbox.Part part = Sandbox.Part.valueOf(arguments[0]);
    Path address = Path.of(arguments[1]);
    ProcessHandle build = ProcessHandle.of(Long.parseLong(arguments[2])).orElseThrow();
    try (Sandbox sandbox =
        Sandbox.start(SandboxOptions.defaults(), EnumSet.of(part, Sandbox.Part.QUICK_START))) {
      write(address, part == Sandbox.Part.MYSQL ? mysql(sandbox) : elasticsearch(sandbox));
      build.onExit().join();
    } finally {
      Files.deleteIfExists(address);
    }
  }

  private static Properties mysql(Sandbox sandbox) {
    Properties address = new Properties();
    address.setProperty("url", sandbox.mysqlServer().verifiedUrl());
    address.setProperty("user", sandbox.mysqlUser());
    address.setProperty("password", sandbox.mysqlPassword());
    return address;
  }

  private static Properties elasticsearch(Sandbox sandbox) {
    Properties address = new Properties();
    address.setProperty("url", sandbox.elasticsearchUrl().toString());
    return address;
  }

  /** At once, so that nobody reads half of it. */
  private static void write(Path file, Properties properties) throws Exception {
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    try (Writer writer = Files.newBufferedWriter(whole)) {
      properties.store(writer, null);
    }
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
