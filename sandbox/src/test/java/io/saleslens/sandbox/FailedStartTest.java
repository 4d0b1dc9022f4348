package io.saleslens.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailedStartTest {
  @TempDir Path open;

  @Test
  void aFailedStartShowsWhatTheServerPrintedAndLeavesNoProcess() throws Exception {
    Path dir = KilledJvmTest.open(open).resolve("dir");
    SandboxOptions options = SandboxOptions.defaults().withDir(dir).withElasticsearchHeap("1k");
    assertThatThrownBy(() -> Sandbox.start(options))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("elasticsearch ended with exit code ")
        .hasMessageContaining("awaited was cluster health")
        .hasMessageContaining("Too small maximum heap");
    assertThat(Processes.mentioning(dir)).isEmpty();
  }

  @Test
  void aDatabaseThatDoesNotStartShowsWhatItPrinted() throws Exception {
    Path dir = KilledJvmTest.open(open).resolve("dir");
    Path data = Files.createDirectories(dir.resolve("mariadb").resolve("data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(
            () ->
                Sandbox.start(
                    SandboxOptions.defaults().withDir(dir), EnumSet.of(Sandbox.Part.MYSQL)))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("mariadb ended with exit code ")
        .hasMessageContaining("awaited was a query's result from jdbc:mysql://127.0.0.1:")
        .hasMessageContaining("Can't open and lock privilege tables");
    assertThat(Processes.mentioning(dir)).isEmpty();
  }

  @Test
  void aFolderThatTheServersCannotReachIsRefused() throws Exception {
    Assumptions.assumeTrue(SecondJvm.weAreRoot());
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwx------"));
    SandboxOptions options = SandboxOptions.defaults().withDir(open.resolve("dir"));
    assertThatThrownBy(() -> Sandbox.start(options))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("cannot reach")
        .hasMessageContaining("dir");
  }
}
