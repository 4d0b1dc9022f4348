package io.saleslens.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing outlives the JVM that runs a sandbox, however it ends. */
class KilledJvmTest {
  @TempDir static Path shared;
  private static ClassPathCopy classPath;

  @TempDir Path work;

  @BeforeAll
  static void copyClassPath() throws Exception {
    classPath = ClassPathCopy.to(open(shared));
  }

  @BeforeEach
  void openFolder() throws Exception {
    open(work);
  }

  @Test
  void afterKillNineNothingIsLeftAndNoneRanAsRoot() throws Exception {
    try (SecondJvm jvm = SecondJvm.start(work, classPath, SecondJvm.weAreRoot(), "0")) {
      List<Long> servers = jvm.awaitReady();
      assertThat(Processes.mentioning(work)).hasSizeGreaterThan(2);
      assertThat(servers).allSatisfy(pid -> assertThat(userOf(pid)).isNotEqualTo("root"));
      jvm.signal("KILL", false);
      jvm.awaitNothingLeft();
    }
  }

  @Test
  void aKeptFolderCanBeUsedAgainAtOnceAfterKillNine() throws Exception {
    Path dir = work.resolve("dir");
    try (SecondJvm jvm = SecondJvm.start(work, classPath, false, "0", dir.toString())) {
      jvm.awaitReady();
      jvm.signal("KILL", false);
      try (Sandbox again =
          Sandbox.start(
              SandboxOptions.defaults().withDir(dir), EnumSet.allOf(Sandbox.Part.class))) {
        assertThat(ProcessHandle.of(again.mysqlPid())).isPresent();
      }
      jvm.awaitNothingLeft();
    }
  }

  @Test
  void afterCtrlCNothingIsLeftAndRootStartsNoServerAsRoot() throws Exception {
    try (SecondJvm jvm = SecondJvm.start(work, classPath, false, "0")) {
      List<Long> servers = jvm.awaitReady();
      assertThat(servers).allSatisfy(pid -> assertThat(userOf(pid)).isNotEqualTo("root"));
      jvm.signal("INT", true);
      jvm.awaitNothingLeft();
    }
  }

  @Test
  void aTerminationDuringTheStartLeavesNothing() throws Exception {
    try (SecondJvm jvm = SecondJvm.start(work, classPath, false, "0")) {
      jvm.awaitPidFile("elasticsearch");
      jvm.signal("TERM", false);
      jvm.awaitNothingLeft();
    }
  }

  @Test
  void aTakenPortIsRefusedByItsNumberAndLeavesNothing() throws Exception {
    try (ServerSocket taken = new ServerSocket(0);
        SecondJvm jvm =
            SecondJvm.start(work, classPath, false, Integer.toString(taken.getLocalPort()))) {
      assertThat(jvm.awaitFailure())
          .contains("Port " + taken.getLocalPort() + " for MySQL cannot be used");
      jvm.awaitNothingLeft();
    }
  }

  /** The servers' own user has to pass through. */
  static Path open(Path folder) throws Exception {
    return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String userOf(long pid) {
    return ProcessHandle.of(pid).orElseThrow().info().user().orElseThrow();
  }
}
