package io.saleslens.api.page;

import io.saleslens.app.TestInstance;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every view before anything was read. */
@ExtendWith({BrowserExtension.class, SandboxExtension.class})
class EmptyPageTest {
  private static TestInstance instance;
  private static PageUnderTest page;

  @BeforeAll
  static void init(TestElasticsearch elasticsearch) {
    instance = TestInstance.start(TestSettings.of(elasticsearch));
    instance.pipeline().init();
    page = PageUnderTest.of(instance);
  }

  @AfterAll
  static void close() {
    instance.close();
  }

  @ParameterizedTest
  @EnumSource
  void aViewOfNothingSaysSo(View view, Browser browser) {
    browser.look(
        view.ordinal() % 2 == 0
            ? Look.USUAL.on(Look.Screen.PHONE).in(Look.Theme.DARK)
            : Look.USUAL.speaking("ko"));
    page.open(browser, view);
    page.assertSound(browser, view);
    browser.assertQuiet();
  }
}
