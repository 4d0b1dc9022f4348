package io.saleslens.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The distribution of a version of Elasticsearch: the one that the sandbox was built with, from the
 * class path; any other from the local Maven repository, where Maven puts it when it is first asked
 * for.
 */
final class ElasticsearchZip {
  private static final Pattern VERSION = Pattern.compile("[1-9]\\d?\\.\\d{1,3}\\.\\d{1,3}");
  private static final String GROUP = "org.elasticsearch.distribution.integ-test-zip";
  private static final int LONGEST_MINUTES = 10;
  private static final int NINE_NEEDS_JAVA = 21;

  private final String version;

  /**
   * @param version empty for the one that the sandbox was built with
   * @throws SandboxException if there can be none, or this Java is too old for it
   */
  ElasticsearchZip(Optional<String> version) {
    this.version = version.orElseGet(ElasticsearchZip::builtIn);
    requireJava(this.version, Runtime.version().feature());
  }

  private static String builtIn() {
    return Resources.version("elasticsearch");
  }

  /** Whether a text looks like a version, such as 9.5.0. */
  static boolean isVersion(String text) {
    return VERSION.matcher(text).matches();
  }

  static void requireJava(String version, int java) {
    int major = Integer.parseInt(version.substring(0, version.indexOf('.')));
    if (major >= 9 && java < NINE_NEEDS_JAVA) {
      throw new SandboxException(
          "Elasticsearch %s needs Java %d or later, and this is Java %d; set JAVA_HOME to a newer one"
              .formatted(version, NINE_NEEDS_JAVA, java));
    }
  }

  String version() {
    return version;
  }

  InputStream open() throws IOException, InterruptedException {
    if (version.equals(builtIn())) {
      return Resources.open("elasticsearch.zip");
    }
    Path zip = repository().resolve("elasticsearch-" + version + ".zip");
    if (!Files.exists(zip)) {
      download();
    }
    if (!Files.exists(zip)) {
      throw new SandboxException(
          "Maven brought Elasticsearch %s, but not to %s".formatted(version, zip));
    }
    return Files.newInputStream(zip);
  }

  private Path repository() {
    String set = System.getProperty("maven.repo.local");
    Path root =
        set == null ? Path.of(System.getProperty("user.home"), ".m2", "repository") : Path.of(set);
    return root.resolve(GROUP.replace('.', '/')).resolve("elasticsearch").resolve(version);
  }

  private void download() throws IOException, InterruptedException {
    Path output = Files.createTempFile("saleslens-maven", ".log");
    try {
      Process maven = maven(output);
      try {
        if (!maven.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
          throw absent("Maven took longer than %d minutes".formatted(LONGEST_MINUTES));
        }
      } finally {
        maven.destroy();
      }
      if (maven.exitValue() != 0) {
        throw absent(reason(Files.readString(output)));
      }
    } finally {
      Files.delete(output);
    }
  }

  private Process maven(Path output) {
    String artifact = "-Dartifact=%s:elasticsearch:%s:zip".formatted(GROUP, version);
    try {
      return new ProcessBuilder(
              List.of("mvn", "-B", "-q", "dependency:get", "-Dtransitive=false", artifact))
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .start();
    } catch (IOException e) {
      throw absent("mvn, which brings it, cannot be started: " + e.getMessage());
    }
  }

  private SandboxException absent(String reason) {
    return new SandboxException(
        "Elasticsearch %s cannot be had from the Maven repositories (%s). The sandbox has %s by itself"
            .formatted(version, reason, builtIn()));
  }

  private static String reason(String output) {
    if (output.contains("Could not find artifact") || output.contains("was not found in")) {
      return "there is no such version";
    }
    return output
        .lines()
        .filter(line -> line.contains("ERROR"))
        .findFirst()
        .map(line -> line.length() > 300 ? line.substring(0, 300) + "…" : line)
        .orElse("mvn failed");
  }
}
