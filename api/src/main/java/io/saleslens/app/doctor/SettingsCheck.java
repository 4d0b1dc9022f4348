package io.saleslens.app.doctor;

import io.saleslens.app.pipeline.Settings;
import java.util.ArrayList;
import java.util.List;

/** What the settings say; that they are well formed was seen when they were read. */
final class SettingsCheck implements Check {
  private final Settings settings;

  SettingsCheck(Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "settings";
  }

  @Override
  public List<Finding> look() {
    List<Finding> found = new ArrayList<>();
    found.add(
        Finding.ok(
            name(),
            "table %s, indices %s*, sync %s, refresh %s, verify %s"
                .formatted(
                    settings.source().table(),
                    settings.names().prefix(),
                    settings.schedule().sync().orElse("off"),
                    settings.schedule().refresh().orElse("off"),
                    settings.schedule().verify().orElse("off"))));
    if (settings.mysql().isEmpty() && settings.imports().isEmpty()) {
      found.add(
          Finding.warn(
              name(),
              "no MySQL, so serve is all that works",
              "Set saleslens.mysql.url (SALESLENS_MYSQL_URL) if sales are to be read."));
    }
    if (settings.elastic().sendsSecretsInClear()) {
      found.add(
          Finding.warn(
              name(),
              "the key or password for %s can be read on the way"
                  .formatted(settings.elastic().url()),
              "Give an https:// URL by saleslens.elasticsearch.url (SALESLENS_ELASTICSEARCH_URL)."));
    }
    return found;
  }
}
