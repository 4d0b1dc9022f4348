package io.saleslens.kibana.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.kibana.SavedObject;
import io.saleslens.kibana.imports.ImportReport.Fate;
import io.saleslens.kibana.imports.ImportReport.Item;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings objects into a space of Kibana. Doing it again changes nothing; a newer version takes the
 * place of an older one that nobody touched; what somebody edited is not overwritten unawares.
 */
public final class DashboardImport {
  private static final Set<Fate> WRITTEN = EnumSet.of(Fate.CREATED, Fate.UPDATED, Fate.OVERWRITTEN);

  private final KibanaClient kibana;
  private final ImportMemory memory;

  public DashboardImport(KibanaClient kibana, ImportMemory memory) {
    this.kibana = kibana;
    this.memory = memory;
  }

  /**
   * Says what would be done, and writes nothing.
   *
   * @throws KibanaException if Kibana cannot be reached or refuses
   * @throws InterruptedException if interrupted while waiting for it
   */
  public ImportReport plan(List<SavedObject> objects, EditedObjects edited)
      throws InterruptedException {
    return report(fates(objects, edited, new Recollection(memory)), true, edited, Map.of());
  }

  /**
   * Imports what is not there or differs.
   *
   * @throws KibanaException if Kibana cannot be reached or refuses; what it does not take of
   *     several objects is in the report instead
   * @throws InterruptedException if interrupted while waiting for it
   */
  public ImportReport run(List<SavedObject> objects, EditedObjects edited)
      throws InterruptedException {
    Recollection recollection = new Recollection(memory);
    Map<SavedObject, Fate> fates = fates(objects, edited, recollection);
    if (isStopped(fates, edited)) {
      return report(fates, false, edited, Map.of());
    }
    List<SavedObject> written =
        fates.keySet().stream().filter(it -> WRITTEN.contains(fates.get(it))).toList();
    Map<ObjectKey, String> problems = written.isEmpty() ? Map.of() : write(written);
    remember(fates, problems.keySet(), recollection);
    return report(fates, false, edited, problems);
  }

  private Map<SavedObject, Fate> fates(
      List<SavedObject> objects, EditedObjects edited, Recollection recollection)
      throws InterruptedException {
    kibana.requireSpace();
    List<SavedObject> ours = SpaceIds.of(kibana.settings().space(), objects);
    Map<ObjectKey, JsonNode> there = kibana.read(ours.stream().map(ObjectKey::of).toList());
    Map<SavedObject, Fate> fates = new LinkedHashMap<>();
    for (SavedObject object : ours) {
      Optional<Content> kept =
          Optional.ofNullable(there.get(ObjectKey.of(object))).map(Content::of);
      Fate fate = kept.map(it -> fate(object, it, recollection)).orElse(Fate.CREATED);
      boolean replaced = fate == Fate.EDITED && edited == EditedObjects.OVERWRITE;
      fates.put(object, replaced ? Fate.OVERWRITTEN : fate);
    }
    return fates;
  }

  private static Fate fate(SavedObject object, Content kept, Recollection recollection) {
    Content source = Content.of(object.json());
    if (source.isKeptBy(kept)) {
      return Fate.UNCHANGED;
    }
    return recollection
        .of(ObjectKey.of(object), kept)
        .map(it -> it.source().equals(source.fingerprint()) ? Fate.UNCHANGED : Fate.UPDATED)
        .orElse(Fate.EDITED);
  }

  private static boolean isStopped(Map<SavedObject, Fate> fates, EditedObjects edited) {
    return edited == EditedObjects.STOP && fates.containsValue(Fate.EDITED);
  }

  private Map<ObjectKey, String> write(List<SavedObject> objects) throws InterruptedException {
    ImportAnswer answer = kibana.write(objects);
    if (answer.problems().isEmpty() && (!answer.success() || answer.taken() != objects.size())) {
      throw new KibanaException(
          "Kibana %s took %d of %d objects and does not say why. Its log may."
              .formatted(kibana.settings().url(), answer.taken(), objects.size()));
    }
    return answer.problems();
  }

  /** Kibana may keep an object otherwise than it was sent, so it is asked what it made of it. */
  private void remember(
      Map<SavedObject, Fate> fates, Set<ObjectKey> refused, Recollection recollection)
      throws InterruptedException {
    List<SavedObject> asMeant =
        fates.keySet().stream()
            .filter(it -> fates.get(it) != Fate.EDITED && !refused.contains(ObjectKey.of(it)))
            .toList();
    Map<ObjectKey, JsonNode> kept = kibana.read(asMeant.stream().map(ObjectKey::of).toList());
    for (SavedObject object : asMeant) {
      ObjectKey key = ObjectKey.of(object);
      if (kept.containsKey(key)) {
        recollection.add(key, Content.of(object.json()), Content.of(kept.get(key)));
      }
    }
    recollection.save();
  }

  private ImportReport report(
      Map<SavedObject, Fate> fates,
      boolean dryRun,
      EditedObjects edited,
      Map<ObjectKey, String> problems) {
    Map<ObjectKey, SavedObject> ours = new HashMap<>();
    List<Item> items = new ArrayList<>();
    fates.forEach(
        (object, fate) -> {
          ours.put(ObjectKey.of(object), object);
          boolean refused = problems.containsKey(ObjectKey.of(object));
          items.add(Item.of(object, refused ? Fate.REFUSED : fate));
        });
    List<String> lines = new ArrayList<>();
    problems.forEach(
        (key, problem) ->
            lines.add(
                Optional.ofNullable(ours.get(key)).map(ObjectTypes::shown).orElse(key.toString())
                    + ": "
                    + problem));
    return new ImportReport(
        kibana.settings().dashboardsUrl(),
        kibana.settings().space(),
        dryRun,
        isStopped(fates, edited),
        items,
        lines);
  }
}
