package io.saleslens.indexer.settings;

import java.time.Duration;
import java.util.Optional;

/**
 * Where the sales are.
 *
 * @param url JDBC URL, {@code jdbc:mysql://host:port/schema}
 * @param user the user's name, may be empty
 * @param password absent means none
 * @param connectTimeout for opening a connection
 * @param readTimeout for the silence between two packets of an answer
 */
public record MysqlSettings(
    String url,
    String user,
    Optional<Secret> password,
    Duration connectTimeout,
    Duration readTimeout) {

  /**
   * @throws SettingsException if the URL is missing or is not a MySQL JDBC URL
   */
  public static MysqlSettings from(SettingsReader settings) {
    String url = settings.required("mysql.url");
    if (!url.startsWith("jdbc:mysql://")) {
      throw new SettingsException(
          "Setting saleslens.mysql.url (SALESLENS_MYSQL_URL) is '%s'; it must start with jdbc:mysql://, as in jdbc:mysql://localhost:3306/shop."
              .formatted(withoutSecrets(url)));
    }
    return new MysqlSettings(
        url,
        settings.text("mysql.user").orElse(""),
        settings.secret("mysql.password"),
        settings.duration("mysql.connect-timeout", Duration.ofSeconds(10)),
        settings.duration("mysql.read-timeout", Duration.ofMinutes(5)));
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
