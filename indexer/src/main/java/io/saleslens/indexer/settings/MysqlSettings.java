package io.saleslens.indexer.settings;

import java.time.Duration;
import java.util.Optional;

/**
 * A schema of MySQL: where the sales are, or another that something is kept in.
 *
 * @param keys what the keys of these settings begin with, {@code mysql.} for the sales
 * @param url JDBC URL, {@code jdbc:mysql://host:port/schema}
 * @param user the user's name, may be empty
 * @param password absent means none
 * @param verifyTls whether the connection must be encrypted and the server prove that it is the one
 *     named in the URL; otherwise it is encrypted if the server offers that, and nothing is proven
 * @param ca what the server's certificate is trusted from; absent means the JVM's
 * @param connectTimeout for opening a connection
 * @param readTimeout for the silence between two packets of an answer
 */
public record MysqlSettings(
    String keys,
    String url,
    String user,
    Optional<Secret> password,
    boolean verifyTls,
    Optional<CaFile> ca,
    Duration connectTimeout,
    Duration readTimeout) {

  /**
   * Where the sales are.
   *
   * @throws SettingsException if the URL is missing or malformed, or asks for less TLS than the
   *     other settings
   */
  public static MysqlSettings from(SettingsReader settings) {
    return from(settings, "mysql.", Duration.ofMinutes(5));
  }

  /**
   * Another schema.
   *
   * @param keys what the keys begin with, such as {@code schedule.mysql.}
   * @param readTimeout where none is set
   * @throws SettingsException if the URL is missing or malformed, or asks for less TLS than the
   *     other settings
   */
  public static MysqlSettings from(SettingsReader settings, String keys, Duration readTimeout) {
    MysqlUrl url = MysqlUrl.parse(keys, settings.required(keys + "url"));
    Optional<CaFile> ca = CaFile.from(settings, keys + "ca");
    MysqlSettings read =
        new MysqlSettings(
            keys,
            url.text(),
            settings.text(keys + "user").orElse(""),
            settings.secret(keys + "password"),
            verify(settings, keys, ca.isPresent() || !url.isLoopback()),
            ca,
            settings.duration(keys + "connect-timeout", Duration.ofSeconds(10)),
            settings.duration(keys + "read-timeout", readTimeout));
    read.validate(url);
    return read;
  }

  private static boolean verify(SettingsReader settings, String keys, boolean defaultValue) {
    return settings.parse(
        keys + "tls",
        defaultValue,
        "verify or off",
        value ->
            switch (value) {
              case "verify" -> true;
              case "off", "false" -> false; // YAML makes the second of the first
              default -> null;
            });
  }

  private void validate(MysqlUrl url) {
    if (ca.isPresent() && !verifyTls) {
      throw new SettingsException(
          "%s is set but %s is off; keep one.".formatted(key("ca"), key("tls")));
    }
    if (ca.isPresent() && url.namesTrustStore()) {
      throw new SettingsException(
          "Both %s and trustCertificateKeyStoreUrl in %s are set; keep one."
              .formatted(key("ca"), key("url")));
    }
    Optional<String> weaker = url.weakerTls();
    if (verifyTls && weaker.isPresent()) {
      throw new SettingsException(
          "Setting %s says %s, but the server %s is to be verified. Take it out of the URL or set %s to off: what is sent may then be read and changed on the way."
              .formatted(key("url"), weaker.get(), shownUrl(), key("tls")));
    }
  }

  /**
   * One of these settings, as messages name it: {@code saleslens.mysql.ca (SALESLENS_MYSQL_CA)}.
   */
  public String key(String name) {
    return SettingsReader.shown(keys + name);
  }

  /** The URL as it may be shown: without parameters and without user information. */
  public String shownUrl() {
    return MysqlUrl.shown(url);
  }

  @Override
  public String toString() {
    return "MysqlSettings[" + shownUrl() + ", user=" + user + "]";
  }
}
