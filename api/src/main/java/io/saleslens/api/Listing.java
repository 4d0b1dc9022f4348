package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.FieldSort;
import co.elastic.clients.elasticsearch._types.SortOptions;
import co.elastic.clients.elasticsearch._types.SortOrder;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The documents of an index as a list: what is read of them and in which order.
 *
 * @param index alias
 * @param item the record they are read as; only its fields are asked for
 * @param sortFields a date, and then a field that tells documents of the same date apart, unless
 *     there is only one for each date
 */
record Listing<T>(String index, Class<T> item, List<String> sortFields) {
  private static final String DATE_FORMAT = "strict_date";

  static <T> Listing<T> of(String index, Class<T> item, String... sortFields) {
    return new Listing<>(index, item, List.of(sortFields));
  }

  List<SortOptions> sort(SortOrder order) {
    FieldSort date = FieldSort.of(f -> f.field(sortFields.get(0)).format(DATE_FORMAT).order(order));
    Stream<FieldSort> others =
        sortFields.stream().skip(1).map(name -> FieldSort.of(f -> f.field(name).order(order)));
    return Stream.concat(Stream.of(date), others)
        .map(it -> SortOptions.of(s -> s.field(it)))
        .toList();
  }

  List<String> fields() {
    SnakeCaseStrategy naming = new SnakeCaseStrategy();
    return Arrays.stream(item.getRecordComponents())
        .map(RecordComponent::getName)
        .map(naming::translate)
        .toList();
  }
}
