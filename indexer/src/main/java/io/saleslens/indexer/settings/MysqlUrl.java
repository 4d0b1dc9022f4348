package io.saleslens.indexer.settings;

import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * A JDBC URL as the driver reads it.
 *
 * @param text the URL
 * @param host the one host in it; absent if there are several
 */
record MysqlUrl(String text, Optional<String> host) {
  /** What would take the place of sslMode=VERIFY_IDENTITY. */
  private static final Pattern OTHER_TLS =
      Pattern.compile(
          "(sslMode=(?!VERIFY_IDENTITY)|useSSL=|requireSSL=|verifyServerCertificate=)[^&,)]*",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern TRUST_STORE =
      Pattern.compile("trustCertificateKeyStore", Pattern.CASE_INSENSITIVE);

  /** A server without account, in front of parameters. */
  private static final Pattern PLAIN = Pattern.compile("[a-z:]+//[^:/]*(:[0-9]+)?(/.*)?");

  private static final Pattern SCHEME = Pattern.compile("(jdbc:([a-z+]+:)+|[a-z]+:)//");

  /**
   * @throws SettingsException if the driver cannot read it
   */
  static MysqlUrl parse(String keys, String url) {
    if (!url.startsWith("jdbc:mysql://")) {
      throw malformed(keys, url, "it must start with jdbc:mysql://", null);
    }
    try {
      DriverPropertyInfo[] parts =
          DriverManager.getDriver(url).getPropertyInfo(url, new Properties());
      requirePort(keys, url, value(parts, "port"));
      MysqlParameters.refused(url)
          .ifPresent(
              it -> {
                throw new SettingsException(
                    "Setting %s has the parameter %s, which would change how rows are read and compared. Leave it out."
                        .formatted(SettingsReader.shown(keys + "url"), it));
              });
      return new MysqlUrl(url, value(parts, "host"));
    } catch (SQLException | IllegalArgumentException e) {
      throw malformed(keys, url, "the driver cannot read it", e);
    }
  }

  private static Optional<String> value(DriverPropertyInfo[] parts, String name) {
    return Arrays.stream(parts)
        .filter(part -> part.name.equals(name) && part.value != null)
        .map(part -> part.value)
        .findFirst();
  }

  private static void requirePort(String keys, String url, Optional<String> port) {
    int number = port.map(Integer::parseInt).orElse(1);
    if (number < 1 || number > 65_535) {
      throw malformed(keys, url, "a port is from 1 to 65535", null);
    }
  }

  /** Without the cause's message, which may hold a password. */
  private static SettingsException malformed(
      String keys, String url, String fault, Exception cause) {
    return new SettingsException(
        "Setting %s is '%s'; %s, as in jdbc:mysql://localhost:3306/shop."
            .formatted(SettingsReader.shown(keys + "url"), Shown.of(shown(url)), fault),
        cause);
  }

  /** Whether what is sent there cannot leave this machine. */
  boolean isLoopback() {
    return host.filter(Loopback::is).isPresent();
  }

  /** The parameter that asks for less than a verified server, such as {@code sslMode=DISABLED}. */
  Optional<String> weakerTls() {
    return OTHER_TLS.matcher(text).results().map(found -> found.group()).findFirst();
  }

  boolean namesTrustStore() {
    return TRUST_STORE.matcher(text).find();
  }

  /** A URL as it may be shown: without parameters and without account. */
  static String shown(String url) {
    String server = url.replaceAll("(?s)\\?.*", "");
    if (url.contains("@") && !server.contains("@") && !PLAIN.matcher(server).matches()) {
      return "****"; // the question mark may be part of a password
    }
    if (server.contains("@") && !SCHEME.matcher(server).lookingAt()) {
      return "****"; // the account may begin anywhere
    }
    return server.replaceAll("(?s)//.*@", "//").replaceAll("(?i)(password[0-9]?=)[^,)]*", "$1****");
  }
}
