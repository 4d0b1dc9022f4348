package io.saleslens.api;

import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** In which form a list is answered, as the client's {@code Accept} prefers. */
enum Form {
  /** A page. */
  JSON("application/json", "json"),
  /** The whole list, an item a row. */
  CSV("text/csv", "csv"),
  /** The whole list, an item a line. */
  NDJSON("application/x-ndjson", "ndjson");

  private static final String ACCEPT = "Accept";
  private static final String ANYTHING = "*/*";

  private final String type;
  private final String extension;

  Form(String type, String extension) {
    this.type = type;
    this.extension = extension;
  }

  /** The media type. */
  String type() {
    return type;
  }

  /** How names of files of this form end. */
  String extension() {
    return extension;
  }

  /**
   * The form with the highest quality; of several the one named first above.
   *
   * @throws ApiException if none is accepted
   */
  static Form of(Context ctx) {
    // else a cache could hand the one out for the other
    Answers.varyBy(ctx, ACCEPT);
    List<String> accept = Collections.list(ctx.req().getHeaders(ACCEPT));
    List<Range> ranges =
        accept.stream()
            .flatMap(it -> Stream.of(it.split(",")))
            .map(Range::of)
            .flatMap(Optional::stream)
            .toList();
    if (ranges.isEmpty() && accept.stream().allMatch(String::isBlank)) {
      return JSON;
    }
    return Stream.of(values())
        .filter(it -> it.qualityIn(ranges) > 0)
        // the first of equals stays
        .reduce((best, it) -> it.qualityIn(ranges) > best.qualityIn(ranges) ? it : best)
        .orElseThrow(() -> ApiException.notAcceptable(String.join(", ", accept), types().toList()));
  }

  private static Stream<String> types() {
    return Stream.of(values()).map(Form::type);
  }

  /** What the most specific range says counts. */
  private double qualityIn(List<Range> ranges) {
    return ranges.stream()
        .filter(it -> it.covers(type))
        .max(Comparator.comparing(Range::specificity))
        .map(Range::quality)
        .orElse(0.0);
  }

  /** What a client accepts: a media type, or all of a kind. */
  private record Range(String type, double quality) {

    /** Empty if it makes no sense. */
    static Optional<Range> of(String text) {
      String[] parts = text.toLowerCase(Locale.ROOT).split(";");
      try {
        double quality =
            Arrays.stream(parts)
                .skip(1)
                .map(String::strip)
                .filter(it -> it.startsWith("q="))
                .findFirst()
                .map(it -> Double.parseDouble(it.substring(2)))
                .orElse(1.0);
        String type = parts.length == 0 ? "" : parts[0].strip();
        return Optional.of(new Range(type, quality)).filter(it -> it.type.contains("/"));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }

    boolean covers(String other) {
      return type.equals(ANYTHING)
          || type.equals(other)
          || type.endsWith("/*") && other.startsWith(type.substring(0, type.length() - 1));
    }

    int specificity() {
      return type.equals(ANYTHING) ? 0 : type.endsWith("/*") ? 1 : 2;
    }
  }
}
