package io.saleslens.indexer;

import io.saleslens.indexer.card.CardKeys;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.settings.Secret;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.SourceSettings;
import java.time.Clock;

/** What the indices were built with. Only reads. */
public final class BuiltWith {
  private final StateStore state;

  public BuiltWith(Elastic elastic, IndexNames names, Clock clock) {
    this.state = new StateStore(elastic, names.state(), clock);
  }

  /**
   * Looks whether settings are those that the indices were built with.
   *
   * @return false if nothing was built yet
   * @throws SettingsException if they are not; it names the setting
   */
  public boolean check(SourceSettings source, Secret pepper) {
    return Identity.of(source, new CardKeys(pepper)).isKnown(state);
  }
}
