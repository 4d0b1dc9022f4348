package io.saleslens.sandbox;

import java.nio.file.Path;
import java.util.EnumSet;

/**
 * Runs a sandbox until it is killed, for tests that watch what a JVM leaves behind. Arguments: the
 * port for MySQL, and optionally a folder to keep. Prints {@code ready} and the two process ids.
 */
final class SandboxMain {
  private SandboxMain() {}

  public static void main(String[] args) throws InterruptedException {
    SandboxOptions options = SandboxOptions.defaults().withMysqlPort(Integer.parseInt(args[0]));
    if (args.length > 1) {
      options = options.withDir(Path.of(args[1]));
    }
    Sandbox sandbox = Sandbox.start(options, EnumSet.allOf(Sandbox.Part.class));
    System.out.println("ready " + sandbox.mysqlPid() + " " + sandbox.elasticsearchPid());
    Thread.currentThread().join();
  }
}
