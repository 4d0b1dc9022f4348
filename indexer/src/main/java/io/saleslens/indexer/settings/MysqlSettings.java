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
 * @param connectTimeout for opening a connection
 * @param readTimeout for the silence between two packets of an answer
 */
public record MysqlSettings(
    String keys,
    String url,
    String user,
    Optional<Secret> password,
    Duration connectTimeout,
    Duration readTimeout) {

  /**
   * Where the sales are.
   *
   * @throws SettingsException if the URL is missing or is not a MySQL JDBC URL
   */
  public static MysqlSettings from(SettingsReader settings) {
    return from(settings, "mysql.", Duration.ofMinutes(5));
  }

  /**
   * Another schema.
   *
   * @param keys what the keys begin with, such as {@code schedule.mysql.}
   * @param readTimeout where none is set
   * @throws SettingsException if the URL is missing or is not a MySQL JDBC URL
   */
  public static MysqlSettings from(SettingsReader settings, String keys, Duration readTimeout) {
    String url = settings.required(keys + "url");
    if (!url.startsWith("jdbc:mysql://")) {
      throw new SettingsException(
          "Setting %s is '%s'; it must start with jdbc:mysql://, as in jdbc:mysql://localhost:3306/shop."
              .formatted(SettingsReader.shown(keys + "url"), withoutSecrets(url)));
    }
    return new MysqlSettings(
        keys,
        url,
        settings.text(keys + "user").orElse(""),
        settings.secret(keys + "password"),
        settings.duration(keys + "connect-timeout", Duration.ofSeconds(10)),
        settings.duration(keys + "read-timeout", readTimeout));
  }

  /** The URL as it may be shown: without parameters and without user information. */
  public String shownUrl() {
    return withoutSecrets(url);
  }

  private static String withoutSecrets(String url) {
    return url.replaceAll("\\?.*", "").replaceAll("//[^/@]*@", "//");
  }

  @Override
  public String toString() {
    return "MysqlSettings[" + shownUrl() + ", user=" + user + "]";
  }
}
