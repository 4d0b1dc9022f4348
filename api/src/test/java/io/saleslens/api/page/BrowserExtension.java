package io.saleslens.api.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * Gives tests a {@link Browser}, as good as new for each. It is started once for all tests of the
 * JVM. Where there is no Chromium they are skipped, but not in CI.
 *
 * <p>What a failed test saw is kept as {@code target/screenshots/<class>/<test>.png}; with {@code
 * -Dsaleslens.test.screenshots=true}, what each saw at its end.
 */
final class BrowserExtension
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(BrowserExtension.class);
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final boolean KEEP_ALL = Boolean.getBoolean("saleslens.test.screenshots");

  /** Closed by JUnit after the last test. */
  private record Running(ChromeDriver driver, Browser browser, Path profile)
      implements AutoCloseable {
    static Running start() {
      try {
        Path profile = Files.createTempDirectory("saleslens-browser");
        try {
          ChromeDriver driver = Chromium.start(profile);
          return new Running(driver, new Browser(driver, Chromium.downloads(profile)), profile);
        } catch (RuntimeException e) {
          remove(profile);
          throw e;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      driver.quit();
      remove(profile);
    }

    private static void remove(Path profile) throws IOException {
      List<Path> files;
      try (Stream<Path> walk = Files.walk(profile)) {
        files = walk.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    if (System.getenv("CI") != null) {
      assertThat(Chromium.isInstalled()).as(Chromium.howToInstall()).isTrue();
    }
    Assumptions.assumeTrue(Chromium.isInstalled(), Chromium.howToInstall());
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    browser(context).reset();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (KEEP_ALL || context.getExecutionException().isPresent()) {
      String method = context.getRequiredTestMethod().getName();
      String shown = context.getDisplayName();
      String name = shown.startsWith(method) ? method : method + " " + shown;
      browser(context)
          .screenshot(
              SCREENSHOTS
                  .resolve(context.getRequiredTestClass().getSimpleName())
                  .resolve(name.replaceAll("[^A-Za-z0-9]+", "-") + ".png"));
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Browser.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return browser(context);
  }

  private static Browser browser(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Running.class, key -> Running.start(), Running.class)
        .browser();
  }
}
