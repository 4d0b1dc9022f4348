package io.saleslens.sandbox;

import java.nio.file.Path;

/**
 * Runs a sandbox until it is killed, for tests that watch what a JVM leaves behind. Prints {@code
 * ready}, the two process ids and the folder.
 */
final class SandboxMain {
  private SandboxMain() {}

  public static void main(String[] args) throws InterruptedException {
    SandboxOptions options = SandboxOptions.defaults();
    if (args.length > 0) {
      options = options.withDir(Path.of(args[0]));
    }
    Sandbox sandbox = Sandbox.start(options);
    System.out.println("ready " + sandbox.mysqlPid() + " " + sandbox.elasticsearchPid());
    Thread.currentThread().join();
  }
}
