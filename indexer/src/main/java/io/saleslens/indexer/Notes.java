package io.saleslens.indexer;

import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Indices;
import io.saleslens.indexer.settings.SettingsException;
import java.time.Clock;
import java.util.Optional;

/** Small records by name that others keep in {@code platform_state}. */
public final class Notes {
  private static final String PREFIX = "note-";

  private final Indices indices;
  private final IndexNames names;
  private final StateStore state;

  public Notes(Elastic elastic, IndexNames names, Clock clock) {
    this.indices = new Indices(elastic);
    this.names = names;
    this.state = new StateStore(elastic, names.state(), PREFIX, clock);
  }

  /** What was kept last; empty if nothing was, as where there is no index yet. */
  public <T> Optional<T> load(String name, Class<T> type) {
    try {
      return state.load(name, type);
    } catch (ElasticException e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Keeps a record in the place of the one before; makes the index if it is not there.
   *
   * @throws SettingsException if the index there is not ours
   */
  public void save(String name, Object value) {
    indices.init(SalesIndex.state(names));
    state.save(name, value);
  }
}
