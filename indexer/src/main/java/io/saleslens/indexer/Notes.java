package io.saleslens.indexer;

import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.IndexNames;
import java.time.Clock;
import java.util.Optional;

/** Small records by name that others keep in {@code platform_state}. */
public final class Notes {
  private static final String PREFIX = "note-";

  private final StateStore state;

  public Notes(Elastic elastic, IndexNames names, Clock clock) {
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

  /** Keeps a record in the place of the one before. The index must be there. */
  public void save(String name, Object value) {
    state.save(name, value);
  }
}
