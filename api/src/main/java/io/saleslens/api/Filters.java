package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.json.JsonData;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What the documents of a list must fulfil. Absent conditions let everything through. */
final class Filters {
  private final List<Query> queries;
  private final List<List<String>> conditions;
  private DateRange days = DateRange.ALL;
  private boolean selective;

  Filters() {
    this(List.of(), List.of());
  }

  private Filters(List<Query> queries, List<List<String>> conditions) {
    this.queries = new ArrayList<>(queries);
    this.conditions = new ArrayList<>(conditions);
  }

  /** Of some stores, or of all if none is given. */
  Filters ofStores(Collection<String> stores) {
    selective |= !stores.isEmpty();
    return oneOf(Parameters.STORE_ID, stores);
  }

  private Filters oneOf(String field, Collection<String> values) {
    if (!values.isEmpty()) {
      TreeSet<String> sorted = new TreeSet<>(values);
      List<FieldValue> terms = sorted.stream().map(FieldValue::of).toList();
      queries.add(Query.of(q -> q.terms(t -> t.field(field).terms(v -> v.value(terms)))));
      note(field, sorted);
    }
    return this;
  }

  Filters is(String field, Optional<String> value) {
    return oneOf(field, value.map(List::of).orElse(List.of()));
  }

  /** Of a value that few documents have. */
  Filters isRare(String field, Optional<String> value) {
    selective |= value.isPresent();
    return is(field, value);
  }

  /** With a text that begins so. */
  Filters beginsWith(String field, Optional<String> prefix) {
    prefix.ifPresent(
        value -> {
          queries.add(Query.of(q -> q.prefix(p -> p.field(field).value(value))));
          note(field + " begins with", List.of(value));
        });
    return this;
  }

  /** With at least so much in a field with numbers. */
  Filters atLeast(String field, Optional<? extends Number> least) {
    least.ifPresent(
        value -> {
          queries.add(
              Query.of(q -> q.range(r -> r.untyped(u -> u.field(field).gte(JsonData.of(value))))));
          note(field + " from", List.of(value.toString()));
        });
    return this;
  }

  /** The days of a list; to be called once. */
  Filters between(String field, DateRange range) {
    days = range;
    range
        .from()
        .ifPresent(
            day -> {
              queries.add(
                  Query.of(q -> q.range(r -> r.date(d -> d.field(field).gte(day.toString())))));
              note(field + " from", List.of(day.toString()));
            });
    range
        .to()
        .ifPresent(
            day -> {
              queries.add(
                  Query.of(q -> q.range(r -> r.date(d -> d.field(field).lte(day.toString())))));
              note(field + " to", List.of(day.toString()));
            });
    return this;
  }

  /** These and a range of days, which was not asked for. */
  Filters and(String field, DateRange range) {
    return new Filters(queries, conditions).between(field, range);
  }

  /** The end of the range that a list in this order begins at. */
  Optional<LocalDate> begin(SortOrder order) {
    return order == SortOrder.Asc ? days.from() : days.to();
  }

  /** Whether days beyond the end of a window are asked for, too. */
  boolean reachBeyond(DateRange window) {
    return window.to().map(end -> days.to().map(end::isBefore).orElse(true)).orElse(false)
        || window.from().map(end -> days.from().map(end::isAfter).orElse(true)).orElse(false);
  }

  /** Whether so few documents can be meant that all of them are soon looked at. */
  boolean areSelective() {
    return selective;
  }

  Filters on(String field, LocalDate day) {
    return between(field, new DateRange(Optional.of(day), Optional.of(day)));
  }

  private void note(String condition, Collection<String> values) {
    List<String> noted = new ArrayList<>();
    noted.add(condition);
    noted.addAll(values);
    conditions.add(noted);
  }

  /** In filter context: nothing is scored, and Elasticsearch may cache it. */
  Query query() {
    return Query.of(q -> q.bool(b -> b.filter(queries)));
  }

  /** Equal for filters that mean the same. */
  List<List<String>> conditions() {
    return conditions;
  }
}
