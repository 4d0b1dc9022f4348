package io.saleslens.indexer;

import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.settings.SourceSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A table of sales. All are read into the same indices, each with checkpoints of its own, and no
 * sale may have the id of another table's.
 *
 * @param name begins the names of its checkpoints; empty for the shop's own table
 * @param database where the table is
 * @param settings what it looks like; all sources have the same business zone
 */
public record Source(String name, Database database, SourceSettings settings) {
  private static final String IMPORTS = "imports-";

  /** The shop's own table. */
  public static Source main(Database database, SourceSettings settings) {
    return new Source("", database, settings);
  }

  /** The table of sales that came by files. */
  public static Source imports(Database database, SourceSettings settings) {
    return new Source(IMPORTS, database, settings);
  }

  /** Where its checkpoints are. */
  StateStore state(Elastic elastic, IndexNames names, Clock clock) {
    return new StateStore(elastic, names.state(), name, clock);
  }

  /** Through when all of several sources were read; empty if one never was, or there are none. */
  static Optional<Instant> earliest(Collection<Optional<Instant>> readThrough) {
    boolean all = readThrough.stream().allMatch(Optional::isPresent);
    return all
        ? readThrough.stream().flatMap(Optional::stream).min(Comparator.naturalOrder())
        : Optional.empty();
  }

  /** What the names of checkpoints of any source may begin with. */
  static List<String> names() {
    return List.of("", IMPORTS);
  }
}
