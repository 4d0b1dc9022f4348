package io.saleslens.api.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.app.TestInstance;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Every view, however it is looked at, over sales with frauds planted among them. */
@ExtendWith({BrowserExtension.class, SandboxExtension.class})
class ViewsTest {
  private static TestInstance instance;
  private static PageUnderTest page;

  @BeforeAll
  static void fill(TestServers servers) throws InterruptedException {
    instance = TestInstance.start(TestSettings.of(servers));
    instance.fill(PageData.DEMO);
    PageUnderTest any = PageUnderTest.of(instance);
    page = any.withStore(any.api("frauds?limit=1").path("items").path(0).path("store_id").asText());
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

  private static String won(JsonNode amount) {
    return String.format(Locale.ROOT, "₩%,d", amount.asLong());
  }

  private static String ratio(JsonNode ratio) {
    return new BigDecimal(ratio.asText()).setScale(2, RoundingMode.DOWN) + "×";
  }

  private static String won(long amount) {
    return String.format(Locale.ROOT, "₩%,d", amount);
  }

  private static String count(JsonNode number) {
    return String.format(Locale.ROOT, "%,d", number.asLong());
  }

  /** The number of a tile by its title. */
  private static String tile(Browser browser, String title) {
    int at = browser.texts(".tile dt").indexOf(title);
    assertThat(at).as("tile %s among %s", title, browser.texts(".tile dt")).isNotNegative();
    return browser.texts(".tile dd:first-of-type").get(at);
  }

  @Test
  void theOverviewAddsUpTheStoresOfTheLastDay(Browser browser) {
    page.open(browser, View.OVERVIEW);
    String day = "from=%s&to=%s".formatted(PageData.LAST_DAY, PageData.LAST_DAY);
    long total = 0;
    long customers = 0;
    for (JsonNode store : page.api("aov/daily?limit=1000&" + day).path("items")) {
      total += store.path("total_sale").asLong();
      customers += store.path("num_customer").asLong();
    }
    assertThat(tile(browser, "Sales")).isEqualTo(won(total));
    assertThat(tile(browser, "AOV")).isEqualTo(won(total / customers));
    assertThat(tile(browser, "Customers")).isEqualTo("" + customers);
    assertThat(tile(browser, "Suspect sales"))
        .isEqualTo("" + page.api("frauds?" + day).path("items").size());
  }

  @Test
  void whatFailsFailsAloneAndIsTriedAgain(Browser browser) {
    browser.block("*/api/v1/frauds/groups*");
    page.open(browser, View.OVERVIEW);
    assertThat(tile(browser, "Sales")).startsWith("₩");
    assertThat(browser.texts("[role=alert]"))
        .singleElement()
        .satisfies(it -> assertThat(it).contains("Saleslens does not answer."));
    browser.assertAccessible();
    browser.block();
    browser.button("Try again").click();
    browser.awaitTrue(
        "Array.from(document.querySelectorAll('caption'), (it) => it.textContent).includes('Newest suspects')");
    assertThat(browser.all("[role=alert]")).isEmpty();
  }

  @Test
  void storesStandInTheOrderOfTheirWeek(Browser browser) {
    page.open(browser, View.STORES);
    LocalDate asOf = PageData.LAST_DAY.plusDays(1);
    JsonNode weeks =
        page.api("aov/weekly?from=%s&to=%s&sort=total_sale&order=desc".formatted(asOf, asOf))
            .path("items");
    List<String> rows = browser.texts("main tbody tr");
    assertThat(rows).hasSize(weeks.size()).isNotEmpty();
    for (int i = 0; i < rows.size(); i++) {
      JsonNode week = weeks.get(i);
      assertThat(rows.get(i))
          .isEqualTo(
              "%s %s %s %s %s",
              week.path("store_id").asText(),
              won(week.path("total_sale")),
              count(week.path("num_sale")),
              count(week.path("num_customer")),
              won(week.path("week_unit_price")));
    }
  }

  @Test
  void aStoreIsAsItsSummarySays(Browser browser) {
    page.open(browser, View.STORE);
    JsonNode summary = page.api("stores/%s/summary?days=28".formatted(page.store()));
    assertThat(tile(browser, "Sales")).isEqualTo(won(summary.at("/total/total_sale")));
    assertThat(tile(browser, "AOV")).isEqualTo(won(summary.at("/total/unit_price")));
    assertThat(browser.texts(".tile dd:first-of-type"))
        .contains(won(summary.at("/baseline/week_unit_price")));
    assertThat(browser.text("main")).contains(won(summary.at("/suspects/amount_sale")));
  }

  @Test
  void aDayIsFoundOpenedAndLeftByKeysAlone(Browser browser) {
    page.open(browser, View.DAYS);
    browser.tabTo("[role=gridcell]");
    browser.press(Keys.ARROW_LEFT);
    WebElement cell = browser.focused();
    browser.press(Keys.ENTER);
    browser.awaitTrue("document.querySelector('#day') === document.activeElement");
    assertThat(browser.text("#day")).isEqualTo("Friday, May 24, 2024");
    browser.awaitTrue("document.querySelector('section[aria-labelledby=day] dd') !== null");
    JsonNode day = page.api("days?from=2024-05-24&to=2024-05-24").path("items").path(0);
    assertThat(browser.texts("section[aria-labelledby=day] dd"))
        .contains(
            won(day.path("total_sale")), count(day.path("counted")), count(day.path("stores")));
    assertThat(cell.getAccessibleName()).contains("May 24, 2024", won(day.path("total_sale")));
    browser.assertAccessible();
    browser.press(Keys.ESCAPE);
    browser.awaitTrue("document.querySelector('section[aria-labelledby=day]').hidden");
    assertThat(browser.focused()).isEqualTo(cell);
    browser.assertQuiet();
  }

  @Test
  void jobsSayWhatTheirRunsDid(Browser browser) {
    page.open(browser, View.JOBS);
    browser.shows(() -> browser.run("location.hash = '#/jobs?job=backfill'"));
    assertThat(browser.texts("main tbody tr"))
        .singleElement()
        .satisfies(it -> assertThat(it).contains("done", " 4,000 4,000 0 35"));
  }

  @Test
  void suspectsAreThoseOfTheApi(Browser browser) {
    page.open(browser, View.SUSPECTS);
    JsonNode suspects = page.api("frauds?limit=25").path("items");
    List<String> rows = browser.texts("main tbody tr");
    assertThat(rows).hasSize(suspects.size()).isNotEmpty();
    for (int i = 0; i < rows.size(); i++) {
      JsonNode suspect = suspects.get(i);
      assertThat(rows.get(i))
          .contains(
              won(suspect.path("amount_sale")),
              won(suspect.path("week_unit_price")),
              ratio(suspect.path("aov_ratio")),
              " " + suspect.path("store_id").asText() + " ",
              suspect.path("card_number").asText());
    }
  }

  @Test
  void evidenceIsFoundOpenedAndLeftByKeysAlone(Browser browser) {
    page.open(browser, View.SUSPECTS);
    assertThat(browser.tabTo("tbody tr a"))
        .contains("input Stores", "input From", "input To", "button Apply", "button CSV");
    WebElement row = browser.focused();
    browser.press(Keys.ENTER);
    browser.awaitTrue("document.querySelector('dialog[open] dd') !== null");
    JsonNode suspect = page.api("frauds?limit=1").path("items").path(0);
    String group = URLEncoder.encode(suspect.path("group_id").asText(), StandardCharsets.UTF_8);
    JsonNode evidence = page.api("frauds/groups/" + group);
    assertThat(browser.text("dialog"))
        .contains(
            won(evidence.path("amount_sale")),
            won(evidence.path("week_unit_price")),
            evidence.path("card_number").asText());
    assertThat(browser.all("dialog tbody tr")).hasSize(evidence.path("num_sale").asInt());
    browser.assertAccessible();
    browser.press(Keys.ESCAPE);
    browser.awaitTrue("document.querySelector('dialog[open]') === null");
    assertThat(browser.focused()).isEqualTo(row);
    browser.awaitTrue("location.hash === '#/suspects'");
    browser.assertQuiet();
  }

  @Test
  void filtersStandInTheAddressAndAFileHasWhatTheyLeave(Browser browser) {
    page.open(browser, View.SUSPECTS);
    browser.one("#filter-store_id").sendKeys(page.store());
    browser.shows(() -> browser.press(Keys.ENTER));
    assertThat(browser.url()).endsWith("#/suspects?store_id=" + page.store());
    JsonNode suspects = page.api("frauds?store_id=" + page.store()).path("items");
    assertThat(browser.all("main tbody tr")).hasSize(suspects.size());
    browser.button("CSV").click();
    assertThat(browser.downloaded("frauds.csv").lines()).hasSize(suspects.size() + 1);
    browser.shows(() -> browser.run("history.back()"));
    assertThat(browser.value("document.querySelector('#filter-store_id').value")).isEqualTo("");
    browser.assertQuiet();
  }

  @Test
  void languageAndColoursAreChosenAndKept(Browser browser) {
    page.open(browser, View.JOBS);
    browser.shows(() -> browser.choose("Language", "한국어"));
    browser.choose("화면 색", "어둡게");
    page.open(browser, View.STORES);
    assertThat(browser.value("document.documentElement.lang")).isEqualTo("ko");
    assertThat(browser.text("h1")).isEqualTo("매장");
    assertThat(browser.value("getComputedStyle(document.body).colorScheme")).isEqualTo("dark");
  }

  @Test
  void thePolicyLetsNothingInline(Browser browser) throws Exception {
    HttpResponse<Void> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(page.url() + "/")).build(),
                BodyHandlers.discarding());
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
        .doesNotContain("unsafe", "*", "data:");
    page.open(browser, View.OVERVIEW);
    browser.run(
        "const it = document.createElement('script'); it.text = 'window.ran = true'; document.body.append(it)");
    assertThat(browser.value("window.ran === undefined")).isEqualTo(true);
    assertThat(browser.console()).anyMatch(it -> it.contains("Content Security Policy"));
  }
}
