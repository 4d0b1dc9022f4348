package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.FieldSort;
import co.elastic.clients.elasticsearch._types.SortOptions;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch.core.search.SourceConfig;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The documents of an index as a list: what is read of them and in which order.
 *
 * @param index alias
 * @param item what they are read as
 * @param fields what is asked for
 * @param sortFields a date, and then a field that tells documents of the same date apart, unless
 *     there is only one for each date
 */
record Listing<T>(String index, Class<T> item, List<String> fields, List<String> sortFields) {
  private static final String DATE_FORMAT = "strict_date";

  /**
   * @param item a record; only its fields are asked for
   */
  static <T> Listing<T> of(String index, Class<T> item, String... sortFields) {
    return new Listing<>(index, item, fieldsOf(item), List.of(sortFields));
  }

  /** The same fields as they are stored, which need not be understood to be passed on. */
  Listing<TokenBuffer> asStored() {
    return new Listing<>(index, TokenBuffer.class, fields, sortFields);
  }

  SourceConfig source() {
    return SourceConfig.of(s -> s.filter(f -> f.includes(fields)));
  }

  List<SortOptions> sort(SortOrder order) {
    FieldSort date = FieldSort.of(f -> f.field(sortFields.get(0)).format(DATE_FORMAT).order(order));
    Stream<FieldSort> others =
        sortFields.stream().skip(1).map(name -> FieldSort.of(f -> f.field(name).order(order)));
    return Stream.concat(Stream.of(date), others)
        .map(it -> SortOptions.of(s -> s.field(it)))
        .toList();
  }

  private static List<String> fieldsOf(Class<?> item) {
    SnakeCaseStrategy naming = new SnakeCaseStrategy();
    return Arrays.stream(item.getRecordComponents())
        .map(RecordComponent::getName)
        .map(naming::translate)
        .toList();
  }
}
