package io.saleslens.api.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.openqa.selenium.JavascriptExecutor;

/** The rules of axe-core on what a page shows. */
final class Axe {
  private static final String SCRIPT = read();
  private static final String RUN =
      """
      const done = arguments[0];
      axe.run(document, { resultTypes: ['violations'] }).then(
        (found) => done(found.violations
          .filter((it) => it.impact === 'serious' || it.impact === 'critical')
          .flatMap((it) => it.nodes.map((node) =>
            `${it.id} (${it.impact}): ${it.help}: ${node.target.join(' ')}: ${node.failureSummary}`))),
        (error) => done([`axe failed: ${error}`]));
      """;

  private Axe() {}

  /** A line for each element with a serious or critical finding. */
  static List<String> findings(JavascriptExecutor page) {
    page.executeScript(SCRIPT);
    List<?> findings = (List<?>) page.executeAsyncScript(RUN);
    return findings.stream().map(it -> String.valueOf(it).replaceAll("\\s*\\n\\s*", " ")).toList();
  }

  private static String read() {
    try (InputStream found = Axe.class.getResourceAsStream("/axe.min.js")) {
      return new String(found.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
