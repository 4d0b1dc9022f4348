package io.saleslens.bench.page;

import io.saleslens.indexer.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The system's Chromium, without a window. */
final class PageBrowser implements AutoCloseable {
  private static final List<String> BROWSERS = List.of("chromium", "google-chrome");
  private static final List<String> DRIVERS = List.of("chromedriver");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Asks the browser's own clock, once the page says that it is drawn. */
  private static final String MEASURE =
      """
      const done = arguments[0];
      const look = () => {
        const shown = performance.getEntriesByName('saleslens:shown')[0];
        if (shown === undefined) {
          requestAnimationFrame(look);
          return;
        }
        const answers = performance.getEntriesByType('resource')
          .filter((it) => it.name.includes('/api/v1/') && it.responseEnd <= shown.startTime);
        const slowest = answers.reduce((one, other) => (one.duration > other.duration ? one : other));
        done([
          `${new URL(slowest.name).pathname} ${Math.round(slowest.duration)} ms`,
          Math.max(...answers.map((it) => it.responseEnd)),
          shown.startTime,
          answers.length,
          answers.reduce((sum, it) => sum + it.transferSize, 0),
          document.querySelectorAll('tbody tr').length,
          document.querySelectorAll('main [role=alert]').length,
        ]);
      };
      look();
      """;

  /** Says that it knows no protocol of this very version; we use none. */
  private static final Logger TALKATIVE = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;

  PageBrowser() {
    TALKATIVE.setLevel(Level.SEVERE);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(required(DRIVERS).toFile())
            .usingAnyFreePort()
            .withSilent(true)
            .build();
    ChromeOptions options = new ChromeOptions();
    options.setBinary(required(BROWSERS).toFile());
    options.addArguments("--headless=new", "--disable-gpu", "--window-size=1280,900");
    if ("root".equals(System.getProperty("user.name"))) {
      options.addArguments("--no-sandbox");
    }
    driver = new ChromeDriver(service, options);
    driver.manage().timeouts().scriptTimeout(PATIENCE);
  }

  static void require() {
    required(DRIVERS);
    required(BROWSERS);
  }

  private static Path required(List<String> names) {
    return found(names)
        .orElseThrow(
            () ->
                new SettingsException(
                    "This benchmark needs a %s on the PATH; on Debian: apt-get install chromium chromium-driver"
                        .formatted(String.join(" or ", names))));
  }

  private static Optional<Path> found(List<String> names) {
    String[] path = System.getenv().getOrDefault("PATH", "").split(":");
    return names.stream()
        .flatMap(name -> Arrays.stream(path).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Opens a view as somebody does who was never here before. */
  Shown open(String url) {
    driver.get("about:blank");
    driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
    driver.get(url);
    List<?> measured = (List<?>) driver.executeAsyncScript(MEASURE);
    double[] figures =
        measured.stream().skip(1).mapToDouble(it -> ((Number) it).doubleValue()).toArray();
    if (figures[5] > 0) {
      throw new IllegalStateException(url + " shows a problem instead of what it is asked for");
    }
    return new Shown(
        figures[0],
        figures[1],
        (long) figures[2],
        (long) figures[3],
        (long) figures[4],
        String.valueOf(measured.get(0)));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
