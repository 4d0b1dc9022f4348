package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.FieldSort;
import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOptions;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch.core.search.SourceConfig;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The documents of an index as a list: what is read of them and in which order.
 *
 * @param index alias
 * @param needed whether its absence is an error; else it counts as empty
 * @param item what they are read as
 * @param fields what is asked for
 * @param number what they are sorted by before all else, if by anything: a field with a whole
 *     number, which may change while the list is read
 * @param sortFields a date, and then a field that tells documents of the same date apart, unless
 *     there is only one for each date
 */
record Listing<T>(
    String index,
    boolean needed,
    Class<T> item,
    List<String> fields,
    Optional<String> number,
    List<String> sortFields) {
  private static final String DATE_FORMAT = "strict_date";

  /**
   * @param item a record; only its fields are asked for
   */
  static <T> Listing<T> of(String index, Class<T> item, String... sortFields) {
    return new Listing<>(index, true, item, Fields.of(item), Optional.empty(), List.of(sortFields));
  }

  /** The same, but that an index which is not there is an empty one. */
  Listing<T> ifThere() {
    return new Listing<>(index, false, item, fields, number, sortFields);
  }

  /** The same fields as they are stored, which need not be understood to be passed on. */
  Listing<TokenBuffer> asStored() {
    return new Listing<>(index, needed, TokenBuffer.class, fields, number, sortFields);
  }

  /** Some of the fields alone. */
  Listing<T> only(Collection<String> some) {
    return new Listing<>(index, needed, item, List.copyOf(some), number, sortFields);
  }

  /**
   * In another order.
   *
   * @param field the date, or a field with a whole number
   */
  Listing<T> sortedBy(String field) {
    Optional<String> other = Optional.of(field).filter(it -> !it.equals(day()));
    return new Listing<>(index, needed, item, fields, other, sortFields);
  }

  /** The field with the date. */
  String day() {
    return sortFields.get(0);
  }

  /** Whether a document keeps its place, so that others before it may come and go. */
  boolean isStable() {
    return number.isEmpty();
  }

  /** All fields of the order. */
  List<String> order() {
    return Stream.concat(number.stream(), sortFields.stream()).toList();
  }

  SourceConfig source() {
    return SourceConfig.of(s -> s.filter(f -> f.includes(fields)));
  }

  List<SortOptions> sort(SortOrder order) {
    return order().stream()
        .map(name -> FieldSort.of(f -> sort(f, name).order(order)))
        .map(it -> SortOptions.of(s -> s.field(it)))
        .toList();
  }

  private FieldSort.Builder sort(FieldSort.Builder sort, String name) {
    return name.equals(day()) ? sort.field(name).format(DATE_FORMAT) : sort.field(name);
  }

  /** A place in the order, as Elasticsearch is told it. */
  List<FieldValue> place(List<String> position) {
    List<FieldValue> values = new ArrayList<>(position.stream().map(FieldValue::of).toList());
    number.ifPresent(it -> values.set(0, FieldValue.of(Long.parseLong(position.get(0)))));
    return values;
  }

  /** Whether these can be the sort values of a document. */
  boolean hasPlace(List<String> position) {
    // of a snapshot, Elasticsearch adds where a document stands in it
    return position.size() == order().size() + (isStable() ? 0 : 1)
        && (isStable() || position.get(0).matches("-?[0-9]{1,18}"))
        && isDate(position.get(order().indexOf(day())));
  }

  /** As Elasticsearch reads it: longer years have a sign. */
  static boolean isDate(String text) {
    try {
      return text.length() == "2023-05-01".length() && LocalDate.parse(text) != null;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
