package io.saleslens.api.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.api.Role;
import io.saleslens.api.TestToken;
import io.saleslens.app.TestInstance;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** The page of a server with tokens: who sees what, and what an operator starts. */
@ExtendWith({BrowserExtension.class, SandboxExtension.class})
class SignInTest {
  private static final TestToken READER = TestToken.of("reader", Role.READER);
  private static final TestToken ANALYST = TestToken.of("analyst", Role.ANALYST);
  private static final TestToken OPERATOR = TestToken.of("operator", Role.OPERATOR);

  private static TestInstance instance;
  private static PageUnderTest page;

  @BeforeAll
  static void start(TestServers servers) {
    TestSettings settings =
        TestSettings.of(servers)
            // bodies of a sale or two, so that a backfill takes its time
            .with("bulk.bytes", "1024")
            .with("bulk.connections", "1");
    TestTable.create(settings)
        .insert(IntStream.rangeClosed(1, 10_000).mapToObj(TestSale::of).toList());
    instance = TestInstance.start(settings, READER, ANALYST, OPERATOR);
    instance.pipeline().init();
    instance.runJobs();
    page = PageUnderTest.of(instance);
  }

  @AfterAll
  static void close() {
    instance.close();
  }

  private static void signIn(Browser browser, View view, String secret) {
    page.open(browser, view);
    browser.one("#token").sendKeys(secret);
    browser.shows(() -> browser.press(Keys.ENTER));
  }

  @Test
  void withoutATokenItAsksForOne(Browser browser) {
    page.open(browser, View.OVERVIEW);
    assertThat(browser.text("h1")).isEqualTo("Sign in");
    assertThat(browser.focused()).isEqualTo(browser.one("#token"));
    assertThat(browser.requests())
        .filteredOn(Request::isOfApi)
        .extracting(it -> it.uri().getPath())
        .containsOnly("/api/v1/me");
    browser.assertAccessible();
    browser.assertFits();
    browser.assertQuietButForProblems();
  }

  @Test
  void aTokenThatNobodyKnowsIsRefusedAndAskedForAgain(Browser browser) {
    signIn(browser, View.OVERVIEW, "sl_wrong");
    assertThat(browser.text("[role=alert]")).isEqualTo("This token is not accepted.");
    assertThat(browser.focused()).isEqualTo(browser.one("#token"));
    assertThat(browser.value("sessionStorage.length")).isEqualTo(0L);
    browser.assertQuietButForProblems();
  }

  @Test
  void aReaderIsNotShownSuspectsAndNothingAsksForThem(Browser browser) {
    signIn(browser, View.OVERVIEW, READER.secret());
    int begun = browser.console().size();
    for (View view : View.values()) {
      if (view != View.OVERVIEW) {
        browser.go(view.hash("50"));
      }
      assertThat(browser.texts("#top nav a"))
          .contains("Overview", "Stores", "Days", "Jobs")
          .doesNotContain("Suspects");
    }
    assertThat(browser.requests())
        .filteredOn(it -> it.uri().getPath().startsWith("/api/v1/frauds"))
        .isEmpty();
    assertThat(browser.requests()).filteredOn(it -> it.status() == 403).isEmpty();
    assertThat(browser.console()).as("nothing more than the refusal to sign in").hasSize(begun);
    browser.go(View.SUSPECTS.hash(""));
    assertThat(browser.text("[role=alert]")).contains("reader", "analyst");
    browser.go(View.JOBS.hash(""));
    assertThat(browser.texts("main button")).noneMatch(it -> it.startsWith("Start"));
  }

  @Test
  void aTokenStaysForTheTabAndGoesWhenOneSignsOut(Browser browser) {
    signIn(browser, View.SUSPECTS, ANALYST.secret());
    assertThat(browser.text("h1")).isEqualTo("Suspects");
    page.open(browser, View.DAYS);
    assertThat(browser.text("h1")).isEqualTo("Days");
    assertThat((String) browser.value("document.documentElement.outerHTML + location.href"))
        .doesNotContain(ANALYST.secret());
    browser.shows(() -> browser.button("Sign out").click());
    assertThat(browser.text("h1")).isEqualTo("Sign in");
    assertThat(browser.value("sessionStorage.length + localStorage.length")).isEqualTo(0L);
  }

  @Test
  void anOperatorStartsAJobSeesItGoAndStopsIt(Browser browser) {
    signIn(browser, View.JOBS, OPERATOR.secret());
    browser.button("Start Backfill").click();
    browser.assertAccessible();
    browser.button("Start").click();
    browser.awaitTrue("document.querySelector('progress')?.value > 0");
    browser.assertAccessible();
    browser.button("Stop Backfill").click();
    browser.button("Stop the run").click();
    browser.awaitTrue("document.querySelector('progress') === null");
    JsonNode run = page.api("jobs/backfill", OPERATOR).path("last_run");
    assertThat(run.path("outcome").asText()).isEqualTo("stopped");
    assertThat(run.path("requested_by").asText()).isEqualTo("operator");
    browser.awaitTrue("document.querySelector('main').innerText.includes('stopped')");
    assertThat(browser.console()).as("only the refusal to sign in").hasSize(1);
  }
}
