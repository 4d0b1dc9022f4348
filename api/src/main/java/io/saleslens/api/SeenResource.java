package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.CompositeBucket;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What there is to filter by: the values that were seen within a year, in ascending order. */
final class SeenResource implements Resource {
  private static final int YEAR = 365;
  private static final String PREFIX = "prefix";
  private static final String LAST = "last";

  private final Elastic elastic;
  private final Lists lists;
  private final ListAnswers answers;
  private final IndexNames names;
  private final NewestDay newest;

  SeenResource(Elastic elastic, Lists lists, ListAnswers answers, IndexNames names) {
    this.elastic = elastic;
    this.lists = lists;
    this.answers = answers;
    this.names = names;
    this.newest = new NewestDay(elastic, names);
  }

  /**
   * @param lastSeen the last business day with it
   */
  private record Seen(String value, LocalDate lastSeen) {
    static Seen of(CompositeBucket bucket, String field) {
      long millis = (long) bucket.aggregations().get(LAST).max().value();
      return new Seen(
          bucket.key().get(field).stringValue(),
          LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC));
    }
  }

  @Override
  public void addTo(RoutesConfig routes) {
    String root = "/api/v1/filters/";
    // daily AOV is shorter by far than the sales, and names every store with a counted one
    Routes.get(
        routes, Role.READER, root + "stores", ctx -> list(ctx, names.daily(), "store_id", "date"));
    Routes.get(
        routes,
        Role.READER,
        root + "card-companies",
        ctx -> list(ctx, names.sales(), "card_company", "business_date"));
    Routes.get(
        routes,
        Role.READER,
        root + "platforms",
        ctx -> list(ctx, names.sales(), "platform", "business_date"));
  }

  private void list(Context ctx, String index, String field, String date) throws IOException {
    Parameters given =
        Parameters.of(ctx, Set.of(PREFIX, Parameters.LIMIT, Parameters.AFTER, Parameters.FIELDS));
    Listing<Seen> values = Listing.of(index, Seen.class, date, field);
    Filters chosen = new Filters().beginsWith(field, given.text(PREFIX));
    List<String> fields = given.fields(values.fields());
    answers.answer(
        ctx, given, fields, SortOrder.Asc, paging -> page(paging, values, chosen, fields));
  }

  private Page<ObjectNode> page(
      Paging paging, Listing<Seen> values, Filters chosen, List<String> fields) {
    Object identity = List.of("filters", values.sortFields().get(1), chosen.conditions());
    // the year of the first page, so that all pages are of the same
    Optional<List<String>> at = paging.after().map(it -> Cursor.decode(it, identity, values).at());
    Optional<LocalDate> first =
        at.map(it -> LocalDate.parse(it.get(0)))
            .or(() -> newest.computed().map(day -> day.minusDays(YEAR - 1)));
    DateRange year = new DateRange(first, Optional.empty());
    Page.State state = lists.state(year);
    List<Seen> found =
        first.isEmpty()
            ? List.of()
            : read(values, chosen.and(values.day(), year), at, paging.oneMore());
    Optional<String> next =
        paging.next(found, it -> List.of(first.orElseThrow().toString(), it.value()), identity);
    List<ObjectNode> items =
        paging.shown(found).stream().map(it -> Fields.only(fields, it)).toList();
    return new Page<>(items, next, state);
  }

  private List<Seen> read(
      Listing<Seen> values, Filters filters, Optional<List<String>> at, int size) {
    String field = values.sortFields().get(1);
    Map<String, FieldValue> after =
        at.map(it -> Map.of(field, FieldValue.of(it.get(1)))).orElse(Map.of());
    Aggregation last = Aggregation.of(a -> a.max(m -> m.field(values.day())));
    return new Buckets(
            values.index(), filters.query(), List.of(Buckets.by(field)), Map.of(LAST, last))
        .page(elastic, after, size).stream().map(it -> Seen.of(it, field)).toList();
  }
}
