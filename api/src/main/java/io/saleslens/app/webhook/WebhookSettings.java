package io.saleslens.app.webhook;

import io.saleslens.indexer.settings.HttpUrl;
import io.saleslens.indexer.settings.Loopback;
import io.saleslens.indexer.settings.Secret;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.SettingsReader;
import java.net.URI;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Whom to tell.
 *
 * @param url where events are posted to; never to be shown, as its path or query may be a secret
 * @param secret signs them
 * @param events the types that are told
 */
public record WebhookSettings(Secret url, Secret secret, Set<EventType> events) {
  private static final int SHORTEST_SECRET = 16;

  public WebhookSettings {
    events = Set.copyOf(events);
  }

  /**
   * @return empty if nobody is to be told
   * @throws SettingsException if a value is malformed or the secret is missing
   */
  public static Optional<WebhookSettings> from(SettingsReader reader) {
    Optional<Secret> url = reader.secret("webhooks.url");
    Optional<Secret> secret = reader.secret("webhooks.secret");
    Set<EventType> events =
        reader.parse(
            "webhooks.events",
            EnumSet.allOf(EventType.class),
            "some of " + String.join(", ", EventType.names()) + ", parted by commas",
            WebhookSettings::events);
    if (url.isEmpty()) {
      return Optional.empty();
    }
    requireUrl(url.get());
    if (secret.filter(it -> it.value().length() >= SHORTEST_SECRET).isEmpty()) {
      throw new SettingsException(
          "Setting %s must be a secret of at least %d characters, as %s is set: receivers know by it that events are ours. 'openssl rand -hex 32' makes one."
              .formatted(
                  SettingsReader.shown("webhooks.secret"),
                  SHORTEST_SECRET,
                  SettingsReader.shown("webhooks.url")));
    }
    return Optional.of(new WebhookSettings(url.get(), secret.get(), events));
  }

  private static Set<EventType> events(String value) {
    Set<EventType> events = EnumSet.noneOf(EventType.class);
    for (String name : value.split(",")) {
      Optional<EventType> event = EventType.named(name.strip());
      if (event.isEmpty()) {
        return null;
      }
      events.add(event.get());
    }
    return events;
  }

  private static void requireUrl(Secret url) {
    Optional<String> fault = fault(url.value().strip());
    if (fault.isPresent()) {
      throw new SettingsException(
          "Setting %s must be an https:// URL without user and password, or an http:// URL of this machine. %s"
              .formatted(SettingsReader.shown("webhooks.url"), fault.get()));
    }
  }

  private static Optional<String> fault(String value) {
    return HttpUrl.fault(value, true)
        .or(
            () -> {
              URI url = HttpUrl.of(value);
              return "https".equals(url.getScheme()) || Loopback.is(url.getHost())
                  ? Optional.empty()
                  : Optional.of("It is an http:// URL of another machine.");
            });
  }

  URI uri() {
    return HttpUrl.of(url.value().strip());
  }
}
