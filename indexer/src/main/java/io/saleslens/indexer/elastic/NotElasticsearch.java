package io.saleslens.indexer.elastic;

import co.elastic.clients.transport.TransportException;
import io.saleslens.indexer.settings.SettingsReader;
import io.saleslens.indexer.settings.Shown;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;

/**
 * Something else answered where Elasticsearch was to be; the message says what, as far as known.
 */
final class NotElasticsearch extends IOException {
  private static final long serialVersionUID = 1;

  private static final String PRODUCT = "X-Elastic-Product";
  private static final String URL = SettingsReader.shown("elasticsearch.url");
  private static final Pattern TITLE =
      Pattern.compile("<title[^>]*>(.*?)</title", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern NO_TEXT =
      Pattern.compile(
          "<(script|style)\\b.*?</\\1|<!--.*?-->|<[^>]*>",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final int MOST_READ = 10_000;
  private static final int WORDS = 80;

  private final boolean untold;

  private NotElasticsearch(String message, boolean untold) {
    super(message);
    this.untold = untold;
  }

  /** Whether little more than the missing header is known. */
  boolean isUntold() {
    return untold;
  }

  /**
   * Every answer of Elasticsearch since 7.14 has its header.
   *
   * @throws NotElasticsearch if this one has not
   */
  static void refuse(Response response) throws NotElasticsearch {
    if (response.getHeader(PRODUCT) == null) {
      throw of(response);
    }
  }

  /** Who gave the answer that a failure is about, if it was another. */
  static Optional<NotElasticsearch> in(Exception failure) {
    if (failure instanceof NotElasticsearch stranger) {
      return Optional.of(stranger);
    }
    return response(failure).filter(NotElasticsearch::isOthers).map(NotElasticsearch::of);
  }

  /** A refusal in JSON may have come through a proxy that takes headers away. */
  private static boolean isOthers(Response response) {
    return response.getHeader(PRODUCT) == null
        && (response.getStatusLine().getStatusCode() < 400
            || isKibana(response)
            || !isJson(response));
  }

  private static boolean isKibana(Response response) {
    return response.getHeader("kbn-name") != null || response.getHeader("kbn-license-sig") != null;
  }

  private static Optional<Response> response(Exception failure) {
    if (failure instanceof ResponseException refused) {
      return Optional.of(refused.getResponse());
    }
    if (failure instanceof TransportException unread
        && unread.response() != null
        && unread.response().originalResponse() instanceof Response response) {
      return Optional.of(response);
    }
    return Optional.empty();
  }

  static NotElasticsearch of(Response response) {
    int status = response.getStatusLine().getStatusCode();
    String text = text(response);
    String words = words(text);
    if (isKibana(response)) {
      return new NotElasticsearch(
          "answered %d as Kibana does. %s must be the address of Elasticsearch itself, whose port is usually 9200"
              .formatted(status, URL),
          false);
    }
    if (status / 100 == 3) {
      return new NotElasticsearch(
          "sends us elsewhere (%d, to %s), as a sign-in page before it does. %s must be an address that answers programs itself"
              .formatted(status, target(response), URL),
          false);
    }
    if (!isJson(response)) {
      return new NotElasticsearch(
          "answered %d with a page for people or another server's (%s: '%s'), as a sign-in page or a proxy before it does, or a wrong port. %s must be an address that answers programs itself"
              .formatted(status, type(response), words, URL),
          words.isEmpty());
    }
    return text.toLowerCase(Locale.ROOT).contains("opensearch")
        ? new NotElasticsearch(
            "is OpenSearch. Saleslens needs Elasticsearch; give its address by " + URL, false)
        : new NotElasticsearch(
            "answered %d without the header %s, by which Elasticsearch shows itself ('%s'). Is it another server, or does a proxy take the header away? See %s"
                .formatted(status, PRODUCT, words, URL),
            true);
  }

  private static boolean isJson(Response response) {
    return type(response).contains("json");
  }

  private static String type(Response response) {
    String type = response.getHeader("Content-Type");
    return type == null ? "no content type" : Shown.of(type);
  }

  /** Without path and query, which may hold a secret. */
  private static String target(Response response) {
    try {
      URI target = URI.create(String.valueOf(response.getHeader("Location")));
      return target.getHost() == null
          ? "another path"
          : Shown.of(target.getScheme() + "://" + target.getHost());
    } catch (IllegalArgumentException e) {
      return "another place";
    }
  }

  private static String text(Response response) {
    if (response.getEntity() == null) {
      return "";
    }
    try (InputStream body = response.getEntity().getContent()) {
      return new String(body.readNBytes(MOST_READ), StandardCharsets.UTF_8);
    } catch (IOException | RuntimeException e) {
      return ""; // its client has read it, and keeps it
    }
  }

  /** The title of a page, or what any other text begins with. */
  private static String words(String text) {
    Matcher title = TITLE.matcher(text);
    String words = title.find() ? title.group(1) : NO_TEXT.matcher(text).replaceAll(" ");
    String brief = words.replaceAll("\\s+", " ").strip();
    return Shown.of(brief.length() <= WORDS ? brief : brief.substring(0, WORDS) + "…");
  }
}
