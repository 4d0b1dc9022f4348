package io.saleslens.indexer.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A filesystem of a few kilobytes; a test that asks for one is skipped where it may not mount. */
public final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /**
   * @param folder is made, and holds nothing else
   * @param kilobytes that have room
   */
  public static SmallDisk at(Path folder, int kilobytes) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", size(kilobytes), "tmpfs", folder.toString()) == 0,
        "no filesystem can be mounted here");
    return new SmallDisk(folder);
  }

  private static String size(int kilobytes) {
    return "size=" + kilobytes + "k";
  }

  /** Gives it another size. */
  public void resize(int kilobytes) throws InterruptedException {
    assertThat(run("mount", "-o", "remount," + size(kilobytes), folder.toString())).isZero();
  }

  private static int run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    } catch (IOException e) {
      return 1;
    }
  }

  @Override
  public void close() {
    try {
      assertThat(run("umount", "-l", folder.toString())).isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
