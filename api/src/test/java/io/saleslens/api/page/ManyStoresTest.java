package io.saleslens.api.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.app.TestInstance;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every view of ten thousand stores: it takes what it shows, and nothing for the drawer. */
@ExtendWith({BrowserExtension.class, SandboxExtension.class})
class ManyStoresTest {
  /** Most rows that a table shows at once. */
  private static final int PAGE = 100;

  private static TestInstance instance;
  private static PageUnderTest page;

  @BeforeAll
  static void write(TestElasticsearch elasticsearch) {
    instance = TestInstance.start(TestSettings.of(elasticsearch).with("currency", "USD"));
    instance.pipeline().init();
    PageData.writeManyStores(instance);
    page = PageUnderTest.of(instance);
  }

  @AfterAll
  static void close() {
    instance.close();
  }

  @ParameterizedTest
  @EnumSource
  void aViewAsksForAPageAndNoMore(View view, Browser browser) {
    page.open(browser, view);
    assertThat(browser.all("tbody tr")).hasSizeLessThanOrEqualTo(PAGE);
    assertThat(browser.requests())
        .filteredOn(Request::isOfApi)
        .as("lists, each with how much of it is wanted, and none of them followed to its end")
        .allSatisfy(it -> assertThat(it.limit()).isLessThanOrEqualTo(1000))
        .noneMatch(it -> it.uri().getQuery() != null && it.uri().getQuery().contains("after="));
    page.assertSound(browser, view);
    browser.assertQuiet();
  }

  private static List<String> sales(Browser browser) {
    return browser.all("main tbody th a").stream()
        .map(it -> it.getDomAttribute("href").replaceAll(".*[?&]sale=([^&]*).*", "$1"))
        .toList();
  }

  @Test
  void suspectsArePagedAndAmountsHaveTheirDecimals(Browser browser) {
    page.open(browser, View.SUSPECTS);
    assertThat(browser.texts("main tbody tr"))
        .isNotEmpty()
        .allMatch(it -> it.contains("$950.00") && it.contains("$190.00"));
    List<String> first = sales(browser);
    browser.shows(() -> browser.button("Next").click());
    assertThat(browser.url()).contains("after=");
    assertThat(sales(browser)).hasSameSizeAs(first).doesNotContainAnyElementsOf(first);
    browser.shows(() -> browser.run("history.back()"));
    assertThat(sales(browser)).isEqualTo(first);
    browser.assertQuiet();
  }
}
