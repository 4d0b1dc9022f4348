package io.saleslens.api.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;

/**
 * A headless Chromium, and what it noticed: what was asked for, and what its console says. It
 * stands in another zone than the business does, likes no animations, and reaches this machine
 * alone.
 */
final class Browser {
  /** Set by the page each time that a view is drawn completely. */
  private static final String SHOWN = "saleslens:shown";

  private static final String ZONE = "America/St_Johns";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String FAILED_REQUEST =
      "Failed to load resource: the server responded with a status of";

  private final ChromeDriver driver;
  private final NetworkLog network = new NetworkLog();
  private final List<String> console = new ArrayList<>();
  private final Path downloads;
  private Look look = Look.USUAL;
  private int opened;

  Browser(ChromeDriver driver, Path downloads) {
    this.driver = driver;
    this.downloads = downloads;
  }

  /** As if it had just been started: nothing stored, nothing noticed. */
  void reset() {
    if (driver.getCurrentUrl().startsWith("http")) {
      run("localStorage.clear(); sessionStorage.clear();");
    }
    driver.get("about:blank");
    block();
    read();
    network.clear();
    console.clear();
    look(Look.USUAL);
  }

  /** Goes for what is opened next, and for what is shown already where the page notices. */
  Browser look(Look wanted) {
    look = wanted;
    boolean isPhone = wanted.screen() == Look.Screen.PHONE;
    cdp(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width",
            wanted.screen().width(),
            "height",
            wanted.screen().height(),
            "deviceScaleFactor",
            1,
            "mobile",
            isPhone));
    cdp(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                feature("prefers-color-scheme", wanted.theme().name().toLowerCase(Locale.ROOT)),
                feature("prefers-reduced-motion", "reduce"))));
    cdp("Emulation.setTimezoneOverride", Map.of("timezoneId", ZONE));
    cdp(
        "Emulation.setUserAgentOverride",
        Map.of("userAgent", "Saleslens tests", "acceptLanguage", wanted.language()));
    return this;
  }

  private static Map<String, String> feature(String name, String value) {
    return Map.of("name", name, "value", value);
  }

  private void cdp(String command, Map<String, Object> parameters) {
    driver.executeCdpCommand(command, parameters);
  }

  Look look() {
    return look;
  }

  /** Lets no request through that fits one of these patterns, as if the server did not answer. */
  void block(String... patterns) {
    cdp("Network.enable", Map.of());
    cdp("Network.setBlockedURLs", Map.of("urls", List.of(patterns)));
  }

  /** Loads a page that is not of ours, or does not say when it is drawn. */
  void load(String url) {
    driver.get(url);
  }

  /**
   * Loads the page and waits until its view is drawn.
   *
   * @param url with a hash
   */
  void open(String url) {
    // the same page with another hash alone would not be loaded anew
    opened++;
    driver.get(url.replaceFirst("#", "?" + opened + "#"));
    awaitShown();
  }

  /** Goes on to another view of the same page, and waits until it is drawn. */
  void go(String hash) {
    shows(() -> run("location.hash = arguments[0]", hash));
  }

  /** Does something, and waits until a view is drawn that was not before. */
  void shows(Runnable action) {
    run("performance.clearMarks(arguments[0])", SHOWN);
    action.run();
    awaitShown();
  }

  private void awaitShown() {
    awaitTrue("performance.getEntriesByName('" + SHOWN + "').length > 0");
  }

  /** Waits for an expression to be true. */
  void awaitTrue(String expression) {
    await(expression)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> Boolean.TRUE.equals(value(expression)));
  }

  /** What a script returns. */
  Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** What an expression is worth. */
  Object value(String expression) {
    return run("return " + expression);
  }

  WebElement one(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** Texts as they are seen, white space made plain. */
  List<String> texts(String selector) {
    return all(selector).stream().map(it -> it.getText().replaceAll("\\s+", " ").strip()).toList();
  }

  String text(String selector) {
    return one(selector).getText().replaceAll("\\s+", " ").strip();
  }

  String title() {
    return driver.getTitle();
  }

  String url() {
    return driver.getCurrentUrl();
  }

  /** What is in a file that the page handed over, which is then taken away. */
  String downloaded(String name) {
    Path file = downloads.resolve(name);
    await(name).atMost(PATIENCE).until(() -> Files.exists(file));
    try {
      String content = Files.readString(file);
      Files.delete(file);
      return content;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The button with this text or name. */
  WebElement button(String name) {
    return all("button").stream()
        .filter(WebElement::isDisplayed)
        .filter(it -> it.getText().equals(name) || it.getAccessibleName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no button " + name + " among " + texts("button")));
  }

  /** The options of a choice that its label names. */
  void choose(String label, String option) {
    WebElement select =
        all("select").stream()
            .filter(it -> it.getAccessibleName().equals(label))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no choice " + label));
    select.findElements(By.tagName("option")).stream()
        .filter(it -> it.getText().equals(option))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + option + " in " + label))
        .click();
  }

  /** Tab by tab to the first element that a selector finds; gives what was passed on the way. */
  List<String> tabTo(String selector) {
    List<String> passed = new ArrayList<>();
    do {
      press(Keys.TAB);
      WebElement focused = focused();
      passed.add(focused.getTagName() + " " + focused.getAccessibleName());
      assertThat(passed).as("on the way to %s", selector).hasSizeLessThan(100);
    } while (!Boolean.TRUE.equals(
        run("return document.activeElement.matches(arguments[0])", selector)));
    return passed;
  }

  /** Keys for whatever has the focus. */
  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  WebElement focused() {
    return driver.switchTo().activeElement();
  }

  /** Everything that was asked for since the test began. */
  List<Request> requests() {
    read();
    return network.requests();
  }

  /** Errors and warnings since the test began, those about a refused request included. */
  List<String> console() {
    read();
    return List.copyOf(console);
  }

  private void read() {
    driver.manage().logs().get(LogType.PERFORMANCE).forEach(it -> network.add(it.getMessage()));
    driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(it -> it.getLevel().intValue() >= Level.WARNING.intValue())
        .forEach(it -> console.add(it.getLevel() + " " + it.getMessage()));
  }

  /** Nothing on the console. */
  void assertQuiet() {
    assertThat(console()).as("console of %s", url()).isEmpty();
  }

  /** Nothing on the console but that the API answered with a problem, which browsers note there. */
  void assertQuietButForProblems() {
    assertThat(console())
        .as("console of %s", url())
        .allMatch(it -> it.contains("/api/v1/") && it.contains(FAILED_REQUEST));
  }

  /** Nobody else was asked for anything. */
  void assertNothingFromElsewhere() {
    URI here = URI.create(url());
    assertThat(requests())
        .isNotEmpty()
        .allMatch(
            it ->
                here.getHost().equals(it.uri().getHost()) && here.getPort() == it.uri().getPort());
  }

  /** Nothing to find for who does not see it, or sees little. */
  void assertAccessible() {
    assertThat(Axe.findings(driver)).as("%s of %s", look, url()).isEmpty();
  }

  /** Nothing stands out of the screen to the right. */
  void assertFits() {
    Number width = (Number) value("document.scrollingElement.scrollWidth");
    assertThat(width.intValue())
        .as("%s of %s: width, and what stands out: %s", look, url(), value(OUTSIDE))
        .isLessThanOrEqualTo(look.screen().width());
  }

  private static final String OUTSIDE =
      """
      Array.from(document.querySelectorAll('body *'))
        .filter((it) => it.getBoundingClientRect().right > screen.width + 1)
        .map((it) => it.tagName + '.' + it.className).slice(0, 10).join(' ')
      """;

  void screenshot(Path file) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
