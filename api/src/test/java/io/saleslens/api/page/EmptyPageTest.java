package io.saleslens.api.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.app.TestInstance;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource({
    "%E0%A4%A, en, There is no such page.",
    "stores/%/%zz, ko, 없는 화면입니다.",
    "%, ko, 없는 화면입니다.",
    "suspects/x?%E0%A4%A=%, en, There is no such page."
  })
  void anAddressThatCannotBeDecodedIsNoPage(
      String hash, String language, String heading, Browser browser) {
    browser.look(Look.USUAL.speaking(language));
    browser.open(page.url() + "/#/" + hash);
    assertThat(browser.text("h1")).isEqualTo(heading);
    browser.assertAccessible();
    browser.assertQuiet();
  }
}
