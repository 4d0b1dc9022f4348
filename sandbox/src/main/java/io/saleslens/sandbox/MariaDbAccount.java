package io.saleslens.sandbox;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The one account of a sandbox' database: a random password, kept in a file for its owner only.
 *
 * @param password the password, hexadecimal
 */
record MariaDbAccount(String password) {
  static final String USER = "saleslens";
  static final String DATABASE = "saleslens";

  /** The account of a folder; made up when it has none. */
  static MariaDbAccount of(Path folder) throws IOException {
    return new MariaDbAccount(PrivateFile.password(folder.resolve("mysql.password")));
  }

  /**
   * Writes what the server runs before it listens. It is run at every start, because a first start
   * may have been cut off in its middle. The password is in a file, never in arguments, which
   * everyone on the machine can read.
   */
  void writeStatements(Path file) throws IOException {
    PrivateFile.write(
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

  @Override
  public String toString() {
    return "MariaDbAccount[" + USER + "]";
  }
}
