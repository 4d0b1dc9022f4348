package io.saleslens.api;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * A file of this build for browsers. They may keep it, and ask each time whether it is still the
 * same: its name does not change with the build.
 *
 * @param bytes never changed
 * @param tag of the bytes, quoted
 */
record WebFile(String contentType, byte[] bytes, String tag) {
  private static final Map<String, String> CONTENT_TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml",
          "png", "image/png",
          "yaml", "application/yaml");

  static WebFile of(String contentType, byte[] bytes) {
    return new WebFile(contentType, bytes, Answers.tagOf(bytes));
  }

  /**
   * One that must be there.
   *
   * @param resource path from the root of the class path, of a kind that browsers are given
   */
  static WebFile resource(String resource) {
    return find(resource)
        .orElseThrow(
            () -> new IllegalStateException("Resource " + resource + " is missing in this build"));
  }

  /**
   * A file of a webjar, whatever its version.
   *
   * @param group such as {@code org.webjars}
   * @param path below the folder of the version
   */
  static WebFile webjar(String group, String artifact, String path) {
    Properties pom = new Properties();
    String resource = "/META-INF/maven/%s/%s/pom.properties".formatted(group, artifact);
    try (InputStream found = WebFile.class.getResourceAsStream(resource)) {
      if (found == null) {
        throw new IllegalStateException(
            "Webjar %s:%s is missing in this build".formatted(group, artifact));
      }
      pom.load(found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return resource(
        "/META-INF/resources/webjars/%s/%s/%s"
            .formatted(artifact, pom.getProperty("version"), path));
  }

  /** Empty if there is none, or if it is of a kind that browsers are not given. */
  static Optional<WebFile> find(String resource) {
    String kind = resource.substring(resource.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String contentType = CONTENT_TYPES.get(kind);
    if (contentType == null) {
      return Optional.empty();
    }
    try (InputStream found = WebFile.class.getResourceAsStream(resource)) {
      return found == null ? Optional.empty() : Optional.of(of(contentType, found.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers a request that has no parameters. */
  void answer(Context ctx) {
    Parameters.ofNone(ctx);
    send(ctx);
  }

  /** Answers a request whose parameters are none of the server's business. */
  void send(Context ctx) {
    ctx.header("Cache-Control", "no-cache");
    Answers.varyBy(ctx, "Accept-Encoding");
    if (!Answers.isKnown(ctx, tag)) {
      ctx.contentType(contentType).result(bytes);
    }
  }
}
