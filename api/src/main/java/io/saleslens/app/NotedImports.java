package io.saleslens.app;

import io.saleslens.indexer.Notes;
import io.saleslens.kibana.imports.ImportMemory;

/** Remembers imports into Kibana where the rest of our state is. */
final class NotedImports implements ImportMemory {
  private static final String NAME = "kibana-imports";

  private final Notes notes;

  NotedImports(Notes notes) {
    this.notes = notes;
  }

  @Override
  public Imported load() {
    return notes.load(NAME, Imported.class).orElseGet(Imported::nothing);
  }

  @Override
  public void save(Imported imported) {
    notes.save(NAME, imported);
  }
}
