package io.saleslens.kibana.imports;

import io.saleslens.kibana.imports.ImportMemory.Imported;
import io.saleslens.kibana.imports.ImportMemory.Written;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of former imports, and what this one adds. Not safe for threads. */
final class Recollection {
  /** Versions of one object that are told from edits. */
  private static final int MOST_VERSIONS = 20;

  private final ImportMemory memory;
  private final Map<String, List<Written>> objects;
  private boolean isNew;

  Recollection(ImportMemory memory) {
    this.memory = memory;
    this.objects = new HashMap<>(memory.load().objects());
  }

  /** What was written when Kibana's object came to be as it is; empty if that was not our doing. */
  Optional<Written> of(ObjectKey key, Content kept) {
    String fingerprint = kept.fingerprint();
    return objects.getOrDefault(key.toString(), List.of()).stream()
        .filter(it -> it.kept().equals(fingerprint))
        .reduce((older, newer) -> newer);
  }

  void add(ObjectKey key, Content source, Content kept) {
    Written written = new Written(source.fingerprint(), kept.fingerprint());
    List<Written> versions = new ArrayList<>(objects.getOrDefault(key.toString(), List.of()));
    if (versions.contains(written)) {
      return;
    }
    versions.add(written);
    int surplus = Math.max(0, versions.size() - MOST_VERSIONS);
    objects.put(key.toString(), List.copyOf(versions.subList(surplus, versions.size())));
    isNew = true;
  }

  void save() {
    if (isNew) {
      memory.save(new Imported(objects));
    }
  }
}
