package io.saleslens.api.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.app.TestInstance;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.sandbox.TestElasticsearch;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every view while Elasticsearch is gone. */
@ExtendWith(BrowserExtension.class)
class FailingPageTest {
  private static TestInstance instance;
  private static PageUnderTest page;

  @BeforeAll
  static void startOverNothing() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      URI closed = URI.create("http://127.0.0.1:" + socket.getLocalPort());
      instance = TestInstance.start(TestSettings.of(new TestElasticsearch(closed, "gone_")));
    }
    page = PageUnderTest.of(instance);
  }

  @AfterAll
  static void close() {
    instance.close();
  }

  @ParameterizedTest
  @EnumSource
  void aViewSaysWhatFailedAndOffersToTryAgain(View view, Browser browser) {
    browser.look(
        view.ordinal() % 2 == 0
            ? Look.USUAL.in(Look.Theme.DARK)
            : Look.USUAL.on(Look.Screen.PHONE));
    page.open(browser, view);
    assertThat(browser.texts("[role=alert]"))
        .isNotEmpty()
        .anyMatch(it -> it.contains("Elasticsearch") && it.contains("Try again"));
    page.assertSound(browser, view);
    browser.assertQuietButForProblems();
    int before = browser.requests().size();
    browser.one("[role=alert] button").click();
    browser.awaitTrue("document.querySelector('[aria-busy]') === null");
    assertThat(browser.requests()).hasSizeGreaterThan(before);
    assertThat(browser.texts("[role=alert]")).isNotEmpty();
  }
}
