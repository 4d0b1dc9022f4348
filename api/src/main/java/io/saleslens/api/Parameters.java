package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.SortOrder;
import io.javalin.http.Context;
import io.saleslens.indexer.card.CardMask;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The query parameters of one request. What is not understood is refused, never passed over. */
final class Parameters {
  static final String STORE_ID = "store_id";
  static final String CARD_NUMBER = "card_number";
  static final String FROM = "from";
  static final String TO = "to";

  static final String SORT = "sort";
  static final String FIELDS = "fields";
  static final String LIMIT = "limit";
  static final String AFTER = "after";

  private static final String ORDER = "order";
  private static final Set<String> OF_EVERY_LIST = Set.of(FROM, TO, LIMIT, AFTER, ORDER, FIELDS);

  /** What a backslash takes the meaning of in a list of values. */
  private static final String ESCAPED = ",\\";

  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1_000;

  /** Fits a long, and has no sign and no digits but ours. */
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");

  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,4})?");

  static final String ISO_DATE = "a date of the years 1900 to 9999, such as 2023-05-01";
  private static final String ANY_DATE = "a date such as 20230501 or 2023-05-01";
  private static final DateTimeFormatter ISO = format("uuuu-MM-dd");
  private static final DateTimeFormatter COMPACT = format("uuuuMMdd");
  private static final int FIRST_YEAR = 1900;

  private final Map<String, List<String>> given;

  private Parameters(Map<String, List<String>> given) {
    this.given = given;
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  /**
   * Of a list: the range of dates, the fields and the paging, and what else is named.
   *
   * @throws ApiException if there are others
   */
  static Parameters ofList(Context ctx, String... more) {
    Set<String> known = new LinkedHashSet<>(OF_EVERY_LIST);
    known.addAll(Arrays.asList(more));
    return of(ctx, known);
  }

  /** Of a single item: the fields. */
  static Parameters ofItem(Context ctx) {
    return of(ctx, Set.of(FIELDS));
  }

  /** Of a route that takes none. */
  static void ofNone(Context ctx) {
    of(ctx, Set.of());
  }

  /**
   * @throws ApiException if there are others than the known ones
   */
  static Parameters of(Context ctx, Set<String> known) {
    Map<String, List<String>> given = new HashMap<>(ctx.queryParamMap());
    given.remove("");
    for (String name : given.keySet()) {
      if (!known.contains(name)) {
        throw ApiException.unknownParameter(name, known);
      }
    }
    return new Parameters(given);
  }

  /**
   * All values of a parameter that may be repeated or have several, parted by commas. A comma that
   * is part of a value has a backslash before it, and so has a backslash before one of the two.
   */
  Set<String> texts(String name) {
    Set<String> values = new LinkedHashSet<>();
    for (String list : given.getOrDefault(name, List.of())) {
      values.addAll(parted(list));
    }
    if (values.contains("") || (values.isEmpty() && given.containsKey(name))) {
      throw ApiException.invalidParameter(
          name, String.join(",", values), "one or more values, parted by commas, none empty");
    }
    return values;
  }

  private static List<String> parted(String list) {
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    for (int at = 0; at < list.length(); at++) {
      char letter = list.charAt(at);
      boolean escapes =
          letter == '\\' && at + 1 < list.length() && ESCAPED.indexOf(list.charAt(at + 1)) >= 0;
      if (escapes) {
        at++;
        value.append(list.charAt(at));
      } else if (letter == ',') {
        values.add(value.toString());
        value.setLength(0);
      } else {
        value.append(letter);
      }
    }
    values.add(value.toString());
    return values;
  }

  Optional<String> text(String name) {
    return single(name, "a text that is not empty");
  }

  /** A card number as it is stored: masked, though the caller may know all of it. */
  Optional<String> cardNumber() {
    return text(CARD_NUMBER).map(CardMask::mask);
  }

  /** A whole number that is not negative. */
  Optional<Long> whole(String name) {
    String allowed = "a whole number from 0, of at most 18 digits";
    return matching(name, WHOLE, allowed).map(Long::valueOf);
  }

  /** A number that is not negative. */
  Optional<BigDecimal> decimal(String name) {
    String allowed = "a number from 0 with at most 4 decimals, such as 2.5";
    return matching(name, DECIMAL, allowed).map(BigDecimal::new);
  }

  private Optional<String> matching(String name, Pattern pattern, String allowed) {
    Optional<String> value = single(name, allowed);
    if (value.isPresent() && !pattern.matcher(value.get()).matches()) {
      throw ApiException.invalidParameter(name, value.get(), allowed);
    }
    return value;
  }

  /**
   * What a list is to be sorted by.
   *
   * @param allowed the usual first
   */
  String sort(List<String> allowed) {
    String choices = "one of " + String.join(", ", allowed);
    String field = single(SORT, choices).orElse(allowed.get(0));
    if (!allowed.contains(field)) {
      throw ApiException.invalidParameter(SORT, field, choices);
    }
    return field;
  }

  /** The fields that are wanted, in the order in which they were named; all if none was. */
  List<String> fields(List<String> known) {
    Set<String> wanted = texts(FIELDS);
    for (String field : wanted) {
      if (!known.contains(field)) {
        throw ApiException.unknownField(field, known);
      }
    }
    return wanted.isEmpty() ? known : List.copyOf(wanted);
  }

  Optional<Boolean> flag(String name) {
    String allowed = "true or false";
    return single(name, allowed)
        .map(
            value ->
                switch (value) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> throw ApiException.invalidParameter(name, value, allowed);
                });
  }

  /** The days from {@code from} to {@code to}, both included. */
  DateRange days() {
    Optional<LocalDate> from = day(FROM);
    Optional<LocalDate> to = day(TO);
    if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
      throw ApiException.invalidParameter(
          FROM, from.get().toString(), "no later than 'to', which is " + to.get());
    }
    return new DateRange(from, to);
  }

  /** A day that must be given, in either form. */
  LocalDate requiredDay(String name) {
    String value = required(name, ANY_DATE);
    return date(name, value, value.contains("-") ? ISO : COMPACT, ANY_DATE);
  }

  String required(String name, String allowed) {
    return single(name, allowed).orElseThrow(() -> ApiException.missingParameter(name, allowed));
  }

  /** A day that may be given. */
  Optional<LocalDate> day(String name) {
    return single(name, ISO_DATE).map(it -> date(name, it, ISO, ISO_DATE));
  }

  /** One of the names of an enum, in lower case. */
  <E extends Enum<E>> E oneOf(String name, Class<E> type, E otherwise) {
    Map<String, E> allowed = new LinkedHashMap<>();
    for (E value : type.getEnumConstants()) {
      allowed.put(value.name().toLowerCase(Locale.ROOT), value);
    }
    String names = String.join(" or ", allowed.keySet());
    return single(name, names)
        .map(
            value ->
                Optional.ofNullable(allowed.get(value))
                    .orElseThrow(() -> ApiException.invalidParameter(name, value, names)))
        .orElse(otherwise);
  }

  Paging paging(SortOrder defaultOrder) {
    return new Paging(limit(), order(defaultOrder), single(AFTER, "the 'next' of another page"));
  }

  /**
   * By which way all of a list goes, which has no pages.
   *
   * @throws ApiException if one is asked for
   */
  SortOrder orderOfWhole(SortOrder defaultOrder) {
    for (String name : List.of(LIMIT, AFTER)) {
      if (given.containsKey(name)) {
        throw ApiException.invalidParameter(
            name,
            String.join(",", given.get(name)),
            "left out where the whole list is answered, as CSV or NDJSON");
      }
    }
    return order(defaultOrder);
  }

  private int limit() {
    return number(LIMIT, DEFAULT_LIMIT, MAX_LIMIT);
  }

  /** A whole number from 1 on. */
  int number(String name, int otherwise, int most) {
    String allowed = "a whole number from 1 to " + most;
    Optional<String> value = single(name, allowed);
    try {
      int number = value.map(Integer::parseInt).orElse(otherwise);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // refused below
    }
    throw ApiException.invalidParameter(name, value.orElseThrow(), allowed);
  }

  private SortOrder order(SortOrder defaultOrder) {
    String allowed = "asc or desc";
    return single(ORDER, allowed)
        .map(
            value ->
                switch (value) {
                  case "asc" -> SortOrder.Asc;
                  case "desc" -> SortOrder.Desc;
                  default -> throw ApiException.invalidParameter(ORDER, value, allowed);
                })
        .orElse(defaultOrder);
  }

  private Optional<String> single(String name, String allowed) {
    List<String> values = given.get(name);
    if (values == null) {
      return Optional.empty();
    }
    // none: it was there, but could not be decoded
    if (values.size() != 1 || values.get(0).isEmpty()) {
      throw ApiException.invalidParameter(
          name, String.join(",", values), allowed + ", and given once");
    }
    return Optional.of(values.get(0));
  }

  private static LocalDate date(
      String name, String value, DateTimeFormatter format, String allowed) {
    return day(value, format)
        .orElseThrow(() -> ApiException.invalidParameter(name, value, allowed));
  }

  /** A day as {@link #ISO_DATE} describes it; empty if the text is none. */
  static Optional<LocalDate> isoDay(String text) {
    return day(text, ISO);
  }

  private static Optional<LocalDate> day(String text, DateTimeFormatter format) {
    try {
      return Optional.of(LocalDate.parse(text, format))
          .filter(it -> it.getYear() >= FIRST_YEAR && text.length() <= "2023-05-01".length());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
