package io.saleslens.kibana.imports;

import io.saleslens.indexer.settings.CaFile;
import io.saleslens.indexer.settings.Loopback;
import io.saleslens.indexer.settings.Secret;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.SettingsReader;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where Kibana is and how it is spoken to.
 *
 * @param url base URL; a path in it, as {@code server.basePath} in Kibana's own settings, comes
 *     before all others
 * @param apiKey encoded API key; takes the place of user and password
 * @param user basic authentication; absent means none
 * @param password belongs to {@code user}
 * @param space id of the space that the objects go to
 * @param ca what the server's certificate is trusted from; absent means the JVM's
 * @param connectTimeout for opening a connection
 * @param requestTimeout for one request and its answer
 */
public record KibanaSettings(
    URI url,
    Optional<Secret> apiKey,
    Optional<String> user,
    Optional<Secret> password,
    String space,
    Optional<CaFile> ca,
    Duration connectTimeout,
    Duration requestTimeout) {
  /** The space that each Kibana has, and whose name stands in no path. */
  static final String DEFAULT_SPACE = "default";

  /**
   * @throws SettingsException if a value is malformed or two ways of authentication are given
   */
  public static KibanaSettings from(SettingsReader settings) {
    KibanaSettings read =
        new KibanaSettings(
            settings.url("kibana.url", URI.create("http://localhost:5601")),
            settings.secret("kibana.api-key"),
            settings.text("kibana.user"),
            settings.secret("kibana.password"),
            settings.parse(
                "kibana.space",
                DEFAULT_SPACE,
                "the id of a space, as it stands in Kibana's addresses behind /s/: lower-case letters, digits, _ and -",
                value -> value.matches("[a-z0-9_-]{1,200}") ? value : null),
            CaFile.from(settings, "kibana.ca"),
            settings.duration("kibana.connect-timeout", Duration.ofSeconds(5)),
            settings.duration("kibana.request-timeout", Duration.ofSeconds(60)));
    read.validate();
    return read;
  }

  private void validate() {
    if (apiKey.isPresent() && user.isPresent()) {
      throw new SettingsException(
          "Both saleslens.kibana.api-key and saleslens.kibana.user are set; keep one.");
    }
    if (user.isPresent() != password.isPresent()) {
      throw new SettingsException(
          "saleslens.kibana.user and saleslens.kibana.password go together; set both or neither.");
    }
  }

  boolean isDefaultSpace() {
    return space.equals(DEFAULT_SPACE);
  }

  /** Whether a key or password goes over a network that everyone on the way can listen to. */
  boolean sendsSecretsInClear() {
    return hasCredentials() && "http".equals(url.getScheme()) && !Loopback.is(url.getHost());
  }

  boolean hasCredentials() {
    return apiKey.isPresent() || user.isPresent();
  }

  /** Text from outside without the key and the password, should it repeat them. */
  String withoutSecrets(String text) {
    String shown = text;
    for (Optional<Secret> secret : List.of(apiKey, password)) {
      if (secret.isPresent()) {
        shown = shown.replace(secret.get().value(), secret.get().toString());
      }
    }
    return shown;
  }

  /** Where the space's dashboards are seen, for people. */
  public String dashboardsUrl() {
    return base() + (isDefaultSpace() ? "" : "/s/" + space) + "/app/dashboards";
  }

  /** The URL without a slash at its end. */
  String base() {
    return url.toString().replaceAll("/+$", "");
  }
}
