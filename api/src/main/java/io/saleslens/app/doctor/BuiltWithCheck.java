package io.saleslens.app.doctor;

import io.saleslens.app.pipeline.Settings;
import io.saleslens.indexer.BuiltWith;
import io.saleslens.indexer.elastic.Elastic;
import java.time.Clock;
import java.util.List;

/** Whether the settings are those that the indices were built with. */
final class BuiltWithCheck implements Check {
  private final BuiltWith builtWith;
  private final Settings settings;

  BuiltWithCheck(Elastic elastic, Settings settings, Clock clock) {
    this.builtWith = new BuiltWith(elastic, settings.names(), clock);
    this.settings = settings;
  }

  @Override
  public String name() {
    return "built with";
  }

  @Override
  public List<Finding> look() {
    boolean known = builtWith.check(settings.source(), settings.pepper());
    return List.of(
        Finding.ok(
            name(), known ? "the zones, table, scale and pepper that are set" : "nothing yet"));
  }
}
