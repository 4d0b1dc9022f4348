package io.saleslens.kibana;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Saved searches, from what {@code searches.yaml} says of them. */
final class Searches {
  private static final String INDEX = "kibanaSavedObjectMeta.searchSourceJSON.index";

  private final Sources sources;
  private final Ids ids;

  Searches(Sources sources, Ids ids) {
    this.sources = sources;
    this.ids = ids;
  }

  SavedObject build(String key, SearchSource source) {
    Place place = new Place("searches.yaml", key);
    Fields fields = new Fields(sources.view(source.view(), place), place);
    source.columns().forEach(fields::need);
    source.sort().forEach(fields::need);
    String title = ids.title(source.title());
    ObjectNode documents =
        Nodes.object(
            "highlightAll",
            true,
            "version",
            true,
            "query",
            Nodes.object("language", "kuery", "query", ""),
            "filter",
            Nodes.array(),
            "indexRefName",
            INDEX);
    ObjectNode attributes =
        Nodes.object(
            "title",
            title,
            "description",
            source.description(),
            "columns",
            Nodes.array(source.columns()),
            "sort",
            Nodes.array(source.sort().stream().map(field -> Nodes.array(field, "desc")).toList()),
            "grid",
            Nodes.object(),
            "hideChart",
            true,
            "isTextBasedQuery",
            false,
            "timeRestore",
            false,
            "kibanaSavedObjectMeta",
            Nodes.object("searchSourceJSON", Nodes.text(documents)));
    return SavedObject.of(
        "search",
        ids.search(key),
        title,
        attributes,
        Nodes.array(ids.viewReference(source.view(), INDEX)));
  }
}
