package io.saleslens.api.page;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The system's own browser, without a window. Nothing is downloaded. */
final class Chromium {
  private static final List<String> BROWSERS =
      List.of("chromium", "google-chrome", "google-chrome-stable", "chromium-browser");
  private static final List<String> DRIVERS = List.of("chromedriver");

  /** Kept, as the JDK forgets what was set for a logger that nobody holds. */
  private static final List<Logger> TALKATIVE =
      List.of(Logger.getLogger("org.openqa.selenium"), Logger.getLogger("io.opentelemetry"));

  private Chromium() {}

  static boolean isInstalled() {
    return found(BROWSERS).isPresent() && found(DRIVERS).isPresent();
  }

  /** What to do about it. */
  static String howToInstall() {
    return "no Chromium with its chromedriver on the PATH; on Debian: apt-get install chromium chromium-driver";
  }

  private static Optional<Path> found(List<String> names) {
    String path = System.getenv().getOrDefault("PATH", "");
    return names.stream()
        .flatMap(
            name -> Arrays.stream(path.split(":")).map(folder -> Path.of(folder).resolve(name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts it.
   *
   * @param profile an empty folder, the caller's to remove
   */
  static ChromeDriver start(Path profile) {
    TALKATIVE.forEach(it -> it.setLevel(Level.SEVERE));
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(found(DRIVERS).orElseThrow().toFile())
            .usingAnyFreePort()
            .withSilent(true)
            .build();
    return new ChromeDriver(service, options(profile));
  }

  /** Where files go that the page hands over. */
  static Path downloads(Path profile) {
    return profile.resolve("downloads");
  }

  private static ChromeOptions options(Path profile) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(found(BROWSERS).orElseThrow().toFile());
    options.addArguments(
        "--headless=new",
        "--user-data-dir=" + profile,
        "--no-first-run",
        "--disable-extensions",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--hide-scrollbars",
        // three times the work for each page that is opened, and nothing of it is looked at
        "--disable-features=PreloadTopChromeWebUI,SpareRendererForSitePerProcess,BackForwardCache",
        // whatever asks another host fails, and is seen to have asked
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");
    if ("root".equals(System.getProperty("user.name"))) {
      options.addArguments("--no-sandbox");
    }
    options.setExperimentalOption(
        "prefs", Map.of("download.default_directory", downloads(profile).toString()));
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    options.setExperimentalOption(
        "perfLoggingPrefs", Map.of("enableNetwork", true, "enablePage", false));
    return options;
  }
}
