package io.saleslens.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;

/**
 * The page for people, at {@code /}. Its files are open to everybody; all it shows it asks the API
 * for, in the name of whoever looks at it.
 */
final class PageResource implements Resource {
  private static final String PAGE = "/";
  private static final String PARTS = "/page/";
  private static final String FILE = "file";

  /** What the page may do: run and show what comes from here, and ask here. Nothing else. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

  private final WebFile page = WebFile.resource("/io/saleslens/api/page/index.html");
  private final WebFiles parts =
      new WebFiles(
          "/io/saleslens/api/page/",
          Map.of("uPlot.esm.js", ofPlot("uPlot.esm.js"), "uPlot.min.css", ofPlot("uPlot.min.css")));

  private static WebFile ofPlot(String name) {
    return WebFile.webjar("org.webjars.npm", "uplot", "dist/" + name);
  }

  /**
   * Whether a path is one of the page's files. They are some forty, each asked for whenever
   * somebody opens it, and cost nothing: they do not count as requests.
   */
  static boolean serves(String path) {
    return path.equals(PAGE) || path.startsWith(PARTS);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.getOpen(routes, PAGE, this::page);
    Routes.getOpen(routes, PARTS + "{" + FILE + "}", ctx -> parts.answer(ctx, ctx.pathParam(FILE)));
  }

  private void page(Context ctx) {
    ctx.header("Content-Security-Policy", POLICY);
    page.send(ctx); // its scripts read the parameters
  }
}
