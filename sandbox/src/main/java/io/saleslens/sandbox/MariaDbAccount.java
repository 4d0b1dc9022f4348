package io.saleslens.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * The one account of a sandbox' database: a random password, kept in a file for its owner only.
 *
 * @param password the password, hexadecimal, so that it needs no quoting
 */
record MariaDbAccount(String password) {
  static final String USER = "saleslens";
  static final String DATABASE = "saleslens";

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** The account of a folder; made up when it has none. */
  static MariaDbAccount of(Path folder) throws IOException {
    Path file = folder.resolve("mysql.password");
    if (!Files.exists(file)) {
      byte[] random = new byte[16];
      new SecureRandom().nextBytes(random);
      writeForOwner(file, HexFormat.of().formatHex(random));
    }
    return new MariaDbAccount(Files.readString(file).strip());
  }

  /**
   * Writes what the server runs before it listens. It is run at every start, because a first start
   * may have been cut off in its middle. The password is in a file, never in arguments, which
   * everyone on the machine can read.
   */
  void writeStatements(Path file) throws IOException {
    Files.deleteIfExists(file);
    writeForOwner(
        file,
        """
        CREATE DATABASE IF NOT EXISTS %1$s;
        CREATE USER IF NOT EXISTS '%2$s'@'127.0.0.1';
        ALTER USER '%2$s'@'127.0.0.1' IDENTIFIED BY '%3$s';
        GRANT ALL PRIVILEGES ON *.* TO '%2$s'@'127.0.0.1' WITH GRANT OPTION;
        """
            .formatted(DATABASE, USER, password));
    ChildUser.own(file);
  }

  private static void writeForOwner(Path file, String text) throws IOException {
    Files.createFile(file, OWNER_ONLY);
    Files.writeString(file, text);
  }

  @Override
  public String toString() {
    return "MariaDbAccount[" + USER + "]";
  }
}
