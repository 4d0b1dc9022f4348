package io.saleslens.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The OpenAPI document, and Swagger UI over it, which takes nothing from other hosts. */
final class DocsResource implements Resource {
  private static final String FILE = "file";
  private static final String PAGE = "/docs";

  /** Swagger UI sets styles in its elements, and has its images in its style sheet. */
  private static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

  private final WebFile yaml = WebFile.resource("/io/saleslens/api/openapi.yaml");
  private final WebFile json = WebFile.of("application/json", asJson(yaml.bytes()));
  private final WebFile page = WebFile.resource("/io/saleslens/api/docs.html");
  private final WebFiles parts =
      new WebFiles(
          "/io/saleslens/api/docs/",
          Map.of(
              "swagger-ui.css", ofSwaggerUi("swagger-ui.css"),
              "swagger-ui-bundle.js", ofSwaggerUi("swagger-ui-bundle.js")));

  private static WebFile ofSwaggerUi(String name) {
    return WebFile.webjar("org.webjars", "swagger-ui", name);
  }

  /** Whether a path is one of these files. */
  static boolean serves(String path) {
    return path.equals(PAGE) || path.startsWith(PAGE + "/") || path.startsWith("/openapi.");
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.getOpen(routes, "/openapi.yaml", yaml::answer);
    Routes.getOpen(routes, "/openapi.json", json::answer);
    Routes.getOpen(routes, PAGE, this::page);
    Routes.getOpen(routes, PAGE + "/{" + FILE + "}", ctx -> parts.answer(ctx, ctx.pathParam(FILE)));
  }

  private void page(Context ctx) {
    ctx.header("Content-Security-Policy", PAGE_POLICY);
    page.answer(ctx);
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
}
