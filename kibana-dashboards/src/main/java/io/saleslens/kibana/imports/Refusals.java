package io.saleslens.kibana.imports;

import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.SettingsReader;
import io.saleslens.indexer.settings.Shown;
import java.net.URI;

/** Says what an answer means that is not the one hoped for, and what to change. */
final class Refusals {
  private static final String URL = SettingsReader.shown("kibana.url");
  private static final String SPACE = SettingsReader.shown("kibana.space");

  private final KibanaSettings settings;

  Refusals(KibanaSettings settings) {
    this.settings = settings;
  }

  /**
   * @param what was asked, as in "to import 9 objects"
   * @return a {@link SettingsException} if a setting is to be mended, else a {@link
   *     KibanaException}
   */
  RuntimeException of(String what, Answer answer) {
    return switch (answer.status()) {
      case 401 -> unknownAccount(answer);
      case 403 -> forbidden(what, answer.message());
      case 404 ->
          setting(
              "%s, asked %s, answered 404: %s. %s must be Kibana's own address, with its server.basePath if it has one."
                  .formatted(kibana(), what, answer.message(), URL));
      case 413 ->
          failure(
              "%s, asked %s, finds it too large (413). Raise savedObjects.maxImportPayloadBytes in kibana.yml, or the limit of a proxy before it."
                  .formatted(kibana(), what));
      case 422 ->
          failure(
              "%s refused %s (422: %s). The dashboards are made for Kibana 8.19 and 9.x; an older one does not know them."
                  .formatted(kibana(), what, answer.message()));
      case 503 ->
          failure(
              "%s, asked %s, is not ready yet (503: %s). Its log says what it waits for, such as Elasticsearch."
                  .formatted(kibana(), what, answer.message()));
      default -> other(what, answer);
    };
  }

  private RuntimeException other(String what, Answer answer) {
    if (answer.status() / 100 == 3) {
      return setting(
          "%s, asked %s, sends us elsewhere (%d, to %s), as a sign-in page before it or a missing server.basePath does. %s must be an address that answers programs itself."
              .formatted(kibana(), what, answer.status(), target(answer), URL));
    }
    if (answer.isPage()) {
      return setting(
          "%s, asked %s, answered %d with a page for people (%s), as a sign-in page before it does. %s must be an address that answers programs itself."
              .formatted(kibana(), what, answer.status(), Shown.of(answer.contentType()), URL));
    }
    if (answer.isOk()) {
      return setting(
          "%s, asked %s, answered what no Kibana answers: %s. Is %s Kibana's address, and not Elasticsearch's?"
              .formatted(kibana(), what, Shown.of(answer.text()), URL));
    }
    if (answer.message().contains("kbn-xsrf")) {
      return failure(
          "%s refused %s (400: %s). We send that header; a proxy before Kibana takes it away."
              .formatted(kibana(), what, answer.message()));
    }
    return failure(
        "%s, asked %s, answered %d: %s"
            .formatted(kibana(), what, answer.status(), answer.message()));
  }

  private RuntimeException unknownAccount(Answer answer) {
    String keys =
        SettingsReader.shown("kibana.api-key") + ", or saleslens.kibana.user and .password";
    return setting(
        settings.hasCredentials()
            ? "%s does not know our credentials (401: %s). Check %s."
                .formatted(kibana(), answer.message(), keys)
            : "%s asks for credentials (401), and none are set. Set %s.".formatted(kibana(), keys));
  }

  /** The account may not do it. */
  RuntimeException forbidden(String what, String message) {
    return setting(
        "%s does not allow our account %s in the space '%s' (403: %s). It needs the Kibana privilege 'Saved Objects Management: All' there; docs/kibana-role.json is a role that has it."
            .formatted(kibana(), what, settings.space(), Shown.of(message)));
  }

  RuntimeException noSuchSpace() {
    return setting(
        "%s has no space '%s'. Make it in Kibana (Stack Management, Spaces), or name another by %s."
            .formatted(kibana(), settings.space(), SPACE));
  }

  /** Where a redirect leads, without its query, in which there may be tokens. */
  private static String target(Answer answer) {
    String to = answer.location().orElse("nowhere");
    try {
      URI uri = URI.create(to);
      String host = uri.getHost() == null ? "" : uri.getScheme() + "://" + uri.getHost();
      return Shown.of(host + uri.getPath());
    } catch (IllegalArgumentException e) {
      return "an address that is none";
    }
  }

  private String kibana() {
    return "Kibana " + settings.url();
  }

  private RuntimeException setting(String message) {
    return new SettingsException(settings.withoutSecrets(message));
  }

  private RuntimeException failure(String message) {
    return new KibanaException(settings.withoutSecrets(message));
  }
}
