package io.saleslens.indexer;

import io.saleslens.indexer.Checkpoints.Watermark;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which sources the settings named when all of them were last to be read. What is computed is as
 * current as these are: of a source that was dropped since, nothing more will come. Kept with the
 * indices, since who only serves what is in them has no settings of sources.
 */
public final class ConfiguredSources {
  /** Name of the record. */
  static final String NAME = "sources";

  private final StateStore state;

  public ConfiguredSources(Elastic elastic, IndexNames names, Clock clock) {
    this.state = new StateStore(elastic, names.state(), clock);
  }

  /**
   * The record.
   *
   * @param names see {@link Source#name}
   */
  record Named(List<String> names) {
    /** Through when all of them were read; one that never was makes it empty. */
    Optional<Instant> readThrough(Map<String, Optional<Instant>> watermarks) {
      return Source.earliest(
          names.stream().map(it -> watermarks.getOrDefault(it, Optional.empty())).toList());
    }
  }

  /**
   * From now on these count, before they are read. Kept only where another was announced or read
   * before, or did not count.
   */
  public void keep(Collection<Source> sources) {
    Named now = new Named(sources.stream().map(Source::name).sorted().toList());
    Optional<Named> before = state.load(NAME, Named.class);
    boolean isNews =
        before.map(it -> !it.equals(now)).orElseGet(() -> !watermarksBeside(now).isEmpty());
    if (isNews) {
      state.saveVisibly(NAME, now);
    }
  }

  /**
   * Likewise, by a process that may not know of all sources: another counts on if it was ever read
   * completely.
   */
  public void keepUnlessOthersWereRead(Collection<Source> sources) {
    Named now = new Named(sources.stream().map(Source::name).sorted().toList());
    if (watermarksBeside(now).stream().allMatch(it -> it.readThrough() == null)) {
      keep(sources);
    }
  }

  private List<Watermark> watermarksBeside(Named now) {
    return Source.names().stream()
        .filter(it -> !now.names().contains(it))
        .flatMap(it -> state.load(it + Checkpoints.WATERMARK, Watermark.class).stream())
        .toList();
  }
}
