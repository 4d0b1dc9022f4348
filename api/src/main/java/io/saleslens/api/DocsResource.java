package io.saleslens.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The OpenAPI document, and Swagger UI over it, which takes nothing from other hosts. */
final class DocsResource implements Resource {
  private static final String FILE = "file";
  private static final String HTML = "text/html; charset=utf-8";
  private static final String JAVASCRIPT = "text/javascript; charset=utf-8";
  private static final String CSS = "text/css; charset=utf-8";

  /** Swagger UI sets styles in its elements, and has its images in its style sheet. */
  private static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

  private final byte[] yaml = read("openapi.yaml");
  private final byte[] json = asJson(yaml);
  private final byte[] page = read("docs.html");
  private final Map<String, Part> parts =
      Map.of(
          "docs.js", new Part(JAVASCRIPT, read("docs.js")),
          "swagger-ui.css", new Part(CSS, readSwaggerUi("swagger-ui.css")),
          "swagger-ui-bundle.js", new Part(JAVASCRIPT, readSwaggerUi("swagger-ui-bundle.js")));

  private record Part(String contentType, byte[] bytes) {}

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.getOpen(routes, "/openapi.yaml", ctx -> answer(ctx, "application/yaml", yaml));
    Routes.getOpen(routes, "/openapi.json", ctx -> answer(ctx, "application/json", json));
    Routes.getOpen(routes, "/docs", this::page);
    Routes.getOpen(routes, "/docs/{" + FILE + "}", this::part);
  }

  private static void answer(Context ctx, String contentType, byte[] bytes) {
    Parameters.ofNone(ctx);
    ctx.contentType(contentType).result(bytes);
  }

  private void page(Context ctx) {
    ctx.header("Content-Security-Policy", PAGE_POLICY);
    answer(ctx, HTML, page);
  }

  private void part(Context ctx) {
    String name = ctx.pathParam(FILE);
    Part part = parts.get(name);
    if (part == null) {
      throw ApiException.notFound("The documentation has no file %s.".formatted(name));
    }
    answer(ctx, part.contentType(), part.bytes());
  }

  /** By a mapper that keeps null, which examples have. */
  private static byte[] asJson(byte[] yaml) {
    Object document =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(new String(yaml, StandardCharsets.UTF_8));
    try {
      return new ObjectMapper().writeValueAsBytes(document);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] readSwaggerUi(String name) {
    Properties artifact = new Properties();
    try (InputStream found = open("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
      artifact.load(found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String version = artifact.getProperty("version");
    return read("/META-INF/resources/webjars/swagger-ui/%s/%s".formatted(version, name));
  }

  private static byte[] read(String resource) {
    try (InputStream found = open(resource)) {
      return found.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String resource) throws IOException {
    InputStream found = DocsResource.class.getResourceAsStream(resource);
    if (found == null) {
      throw new IOException("Resource " + resource + " is missing in this build");
    }
    return found;
  }
}
