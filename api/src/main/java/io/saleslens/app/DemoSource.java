package io.saleslens.app;

import io.saleslens.app.demo.DemoSettings;
import java.nio.file.Path;

/** Where the demo's sales come from. */
sealed interface DemoSource {
  /** Made up from a seed. */
  record MadeUp(DemoSettings settings) implements DemoSource {}

  /** Read from a file. */
  record Csv(Path file) implements DemoSource {}
}
