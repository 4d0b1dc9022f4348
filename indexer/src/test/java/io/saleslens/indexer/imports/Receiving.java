package io.saleslens.indexer.imports;

import java.io.IOException;
import java.nio.file.Path;

/** A process that is receiving a file for as long as its standard input is open. */
public final class Receiving {
  private Receiving() {}

  /**
   * @param arguments the folder of imports
   */
  public static void main(String[] arguments) throws IOException {
    new ImportFolder(Path.of(arguments[0]), Long.MAX_VALUE).spool(System.in);
  }

  static Process start(Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Receiving.class.getName(),
            folder.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
