package io.saleslens.app.dependencies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docker/pin-images}, with a stand-in for Docker. */
class PinnedImagesTest {
  private static final Path ROOT = Path.of("..");
  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

  @TempDir private Path folder;

  @BeforeEach
  void copy() throws IOException {
    Files.createDirectory(folder.resolve("docker"));
    Files.createDirectory(folder.resolve("bin"));
    for (String file : new String[] {"docker/pin-images", "docker-compose.yml"}) {
      Files.copy(ROOT.resolve(file), folder.resolve(file));
    }
    Files.writeString(folder.resolve(".env"), "A_SECRET=x\nMYSQL_IMAGE=mysql:old\n");
    docker("echo " + DIGEST);
  }

  private void docker(String does) throws IOException {
    Path docker = Files.writeString(folder.resolve("bin/docker"), "#!/bin/sh\n" + does + "\n");
    assertThat(docker.toFile().setExecutable(true)).isTrue();
  }

  private int pin(String... options) throws Exception {
    ProcessBuilder script =
        new ProcessBuilder("bash", "docker/pin-images").directory(folder.toFile());
    script.command().addAll(List.of(options));
    script.environment().merge("PATH", folder.resolve("bin") + ":", (path, bin) -> bin + path);
    script.redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile());
    return script.start().waitFor();
  }

  @Test
  void everyImageIsPinnedAndTheRestOfTheFileStays() throws Exception {
    assertThat(pin("--check")).isEqualTo(1);
    assertThat(folder.resolve("said")).content().contains("MYSQL_IMAGE is not pinned: mysql:8.4");

    assertThat(pin()).isZero();

    assertThat(folder.resolve(".env"))
        .content()
        .startsWith("A_SECRET=x\n")
        .contains("MYSQL_IMAGE=mysql:8.4@" + DIGEST, "RUN_IMAGE=eclipse-temurin:25-jre@" + DIGEST)
        .doesNotContain("mysql:old");
    assertThat(Files.getPosixFilePermissions(folder.resolve(".env"))).hasSize(2);
    assertThat(pin("--check")).isZero();
  }

  @Test
  void whereTheRegistryDoesNotAnswerNothingChanges() throws Exception {
    docker("exit 1");

    assertThat(pin()).isNotZero();

    assertThat(folder.resolve(".env")).hasContent("A_SECRET=x\nMYSQL_IMAGE=mysql:old\n");
  }

  @Test
  void noImageIsLeftOutAndNoneIsTheLatest() throws Exception {
    String compose = Files.readString(ROOT.resolve("docker-compose.yml"));
    String dockerfile = Files.readString(ROOT.resolve("Dockerfile"));

    assertThat(compose.lines().filter(it -> it.strip().startsWith("image:")))
        .allMatch(
            it ->
                it.matches(
                    ".*(\\$\\{[A-Z]+_IMAGE:-\\w+:[0-9][\\w.-]*}|\\*elasticsearch|saleslens)"));
    assertThat(dockerfile.lines().filter(it -> it.startsWith("FROM ")))
        .allMatch(it -> it.matches("FROM \\$\\{[A-Z]+_IMAGE}( AS build)?"));
    Pattern.compile("ARG ([A-Z]+_IMAGE)=(.*)")
        .matcher(dockerfile)
        .results()
        .forEach(it -> assertThat(compose).contains("${" + it.group(1) + ":-" + it.group(2) + "}"));
  }
}
