package io.saleslens.api.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.api.ApiServer;
import io.saleslens.api.ApiSettings;
import io.saleslens.fraud.RepeatAmountRule;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.testing.TestSettings;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The documentation in a browser. */
@ExtendWith(BrowserExtension.class)
class DocsPageTest {
  @Test
  void theDocumentationIsShownWithoutAnybodyElse(Browser browser) {
    ApiSettings settings = new ApiSettings("127.0.0.1", 0, List.of(), OptionalInt.empty());
    try (Elastic elastic = new Elastic(TestSettings.none().elastic());
        ApiServer server =
            new ApiServer(
                settings,
                elastic,
                new IndexNames("none_"),
                RepeatAmountRule.USUAL,
                List.of(),
                List.of())) {
      server.start();
      browser.load("http://127.0.0.1:" + server.port() + "/docs");
      browser.awaitTrue("document.querySelector('.opblock') !== null");
      assertThat(browser.title()).contains("Saleslens");
      browser.assertNothingFromElsewhere();
      browser.assertQuiet();
    }
  }
}
