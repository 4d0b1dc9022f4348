package io.saleslens.kibana.imports;

import io.saleslens.kibana.SavedObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What came of an import, or would come of it.
 *
 * @param url where the dashboards are seen
 * @param space they are in
 * @param dryRun nothing was written, this is what would be
 * @param stopped nothing was written, as somebody edited objects
 * @param objects each of them
 * @param problems what Kibana did not take, a sentence each
 */
public record ImportReport(
    String url,
    String space,
    boolean dryRun,
    boolean stopped,
    List<Item> objects,
    List<String> problems) {
  public ImportReport {
    objects = List.copyOf(objects);
    problems = List.copyOf(problems);
  }

  /** What came of an object. */
  enum Fate {
    /** It was not there. */
    CREATED,
    /** It was as an older version of ours had made it. */
    UPDATED,
    /** It was what it is to be. */
    UNCHANGED,
    /** It had been edited, or made by somebody else, and stays so. */
    EDITED,
    /** Likewise, and was replaced. */
    OVERWRITTEN,
    /** Kibana did not take it. */
    REFUSED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One object.
   *
   * @param type as Kibana calls it
   * @param id within the type
   * @param title for people
   * @param fate created, updated, unchanged, edited, overwritten or refused
   */
  public record Item(String type, String id, String title, String fate) {
    static Item of(SavedObject object, Fate fate) {
      return new Item(object.type(), object.id(), object.title(), fate.toString());
    }

    private boolean is(Fate other) {
      return fate.equals(other.toString());
    }

    private String line() {
      return "  %s '%s' (%s)".formatted(ObjectTypes.shown(type), title, id);
    }
  }

  /** In some lines, for people. */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add(headline());
    if (!problems.isEmpty()) {
      lines.add(problems.size() + " not taken:");
      problems.forEach(problem -> lines.add("  " + problem));
    }
    addEdited(lines);
    if (!stopped && !dryRun) {
      lines.add("Dashboards: " + url);
    }
    return String.join("\n", lines);
  }

  private String headline() {
    if (stopped) {
      return dryRun ? "Nothing would be imported." : "Nothing was imported.";
    }
    if (count(Fate.UNCHANGED) == objects.size()) {
      return "Already there, unchanged: %d objects in the space '%s'."
          .formatted(objects.size(), space);
    }
    return "%s the space '%s': %s.".formatted(what(), space, counts());
  }

  private String what() {
    if (count(Fate.EDITED) + count(Fate.UNCHANGED) == objects.size()) {
      return "Nothing new for";
    }
    return dryRun ? "Would be imported into" : "Imported into";
  }

  private String counts() {
    return Stream.of(
            Fate.CREATED, Fate.UPDATED, Fate.OVERWRITTEN, Fate.EDITED, Fate.UNCHANGED, Fate.REFUSED)
        .filter(fate -> count(fate) > 0)
        .map(fate -> count(fate) + " " + (fate == Fate.EDITED ? "kept as edited" : fate))
        .collect(Collectors.joining(", "));
  }

  private void addEdited(List<String> lines) {
    addThose(Fate.EDITED, "Edited in Kibana, or not made by Saleslens:", lines);
    addThose(Fate.OVERWRITTEN, "Overwritten, with what was edited in them:", lines);
    if (stopped) {
      lines.add(
          "--keep-edited imports all others. --overwrite replaces these too; 'Save as' in Kibana keeps a copy of an edited one.");
    }
  }

  private void addThose(Fate fate, String heading, List<String> lines) {
    if (count(fate) > 0) {
      lines.add(heading);
      objects.stream().filter(it -> it.is(fate)).forEach(it -> lines.add(it.line()));
    }
  }

  private long count(Fate fate) {
    return objects.stream().filter(it -> it.is(fate)).count();
  }
}
