package io.saleslens.app.doctor;

import io.saleslens.app.pipeline.Settings;
import java.util.List;

/** Whether card keys are hashed under a key of the operator's own. */
final class PepperCheck implements Check {
  private final Settings settings;

  PepperCheck(Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "card pepper";
  }

  @Override
  public List<Finding> look() {
    return List.of(
        settings.hasPepper()
            ? Finding.ok(name(), "set")
            : Finding.warn(
                name(),
                "none: whoever reads card keys can try card numbers against them",
                "Set saleslens.card.pepper (SALESLENS_CARD_PEPPER_FILE) and build anew under another saleslens.index.prefix."));
  }
}
