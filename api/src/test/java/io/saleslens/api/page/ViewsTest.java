package io.saleslens.api.page;

import io.saleslens.app.TestInstance;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every view, however it is looked at, over sales with frauds planted among them. */
@ExtendWith({BrowserExtension.class, SandboxExtension.class})
class ViewsTest {
  private static TestInstance instance;
  private static PageUnderTest page;

  @BeforeAll
  static void fill(TestServers servers) throws InterruptedException {
    instance = TestInstance.start(TestSettings.of(servers));
    instance.fill(PageData.DEMO);
    page = PageUnderTest.of(instance);
  }

  @AfterAll
  static void close() {
    instance.close();
  }

  static Stream<Arguments> looks() {
    return Arrays.stream(View.values())
        .flatMap(
            view ->
                Stream.of(Look.USUAL, Look.USUAL.on(Look.Screen.PHONE).speaking("ko"))
                    .map(look -> Arguments.of(view, look)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("looks")
  void aViewIsSoundByDayAndByNight(View view, Look look, Browser browser) {
    browser.look(look);
    page.open(browser, view);
    page.assertSound(browser, view);
    browser.look(look.in(Look.Theme.DARK));
    browser.assertAccessible();
    browser.assertFits();
    browser.assertQuiet();
  }
}
