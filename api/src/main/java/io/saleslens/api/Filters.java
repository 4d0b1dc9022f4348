package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What the documents of a list must fulfil. Absent conditions let everything through. */
final class Filters {
  private final List<Query> queries = new ArrayList<>();
  private final List<List<String>> conditions = new ArrayList<>();

  Filters oneOf(String field, Collection<String> values) {
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

  Filters between(String field, DateRange days) {
    days.from()
        .ifPresent(
            day -> {
              queries.add(
                  Query.of(q -> q.range(r -> r.date(d -> d.field(field).gte(day.toString())))));
              note(field + " from", List.of(day.toString()));
            });
    days.to()
        .ifPresent(
            day -> {
              queries.add(
                  Query.of(q -> q.range(r -> r.date(d -> d.field(field).lte(day.toString())))));
              note(field + " to", List.of(day.toString()));
            });
    return this;
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
