package io.saleslens.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.javalin.http.Context;
import io.saleslens.indexer.elastic.Json;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The body of a request for a run: a small JSON object, or none. */
final class RunBody {
  private static final int MOST_BYTES = 4 * 1024;
  private static final String JSON = "application/json";
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final String DEEP = "deep";
  private static final String REPAIR = "repair";
  private static final ObjectReader READER =
      Json.mapper()
          .readerFor(JsonNode.class)
          .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** What each job can be told. */
  private static final Map<JobName, Set<String>> MEMBERS =
      Map.of(
          JobName.SYNC, Set.of(),
          JobName.REFRESH, Set.of(FROM, TO),
          JobName.BACKFILL, Set.of(FROM, TO),
          JobName.VERIFY, Set.of(FROM, TO, DEEP, REPAIR));

  private final JsonNode body;

  private RunBody(JsonNode body) {
    this.body = body;
  }

  /**
   * @throws ApiException if there is more in it than the job can be told, or something else
   */
  static RunOrder order(Context ctx, JobName job) throws IOException {
    RunBody given = read(ctx, MEMBERS.get(job));
    Optional<LocalDate> from = given.day(FROM);
    Optional<LocalDate> to = given.day(TO);
    if (from.isEmpty() && to.isPresent()) {
      throw ApiException.missingMember(FROM, "given where 'to' is");
    }
    if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
      throw ApiException.invalidMember(
          FROM, from.get().toString(), "no later than 'to', which is " + to.get());
    }
    return new RunOrder(from, to.or(() -> from), given.flag(DEEP), given.flag(REPAIR));
  }

  /** Where nothing can be told. */
  static void none(Context ctx) throws IOException {
    read(ctx, Set.of());
  }

  private static RunBody read(Context ctx, Set<String> known) throws IOException {
    byte[] bytes = ctx.req().getInputStream().readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw ApiException.bodyTooLarge(MOST_BYTES);
    }
    if (bytes.length == 0) {
      return new RunBody(Json.mapper().createObjectNode());
    }
    requireJson(ctx);
    JsonNode body = parse(bytes);
    if (!body.isObject()) {
      throw ApiException.invalidBody("a JSON object");
    }
    body.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw ApiException.unknownMember(name, known);
              }
            });
    return new RunBody(body);
  }

  private static void requireJson(Context ctx) {
    String type = Optional.ofNullable(ctx.contentType()).orElse("").split(";", -1)[0].strip();
    if (!type.toLowerCase(Locale.ROOT).equals(JSON)) {
      throw ApiException.unsupportedMediaType(type, JSON);
    }
  }

  private static JsonNode parse(byte[] bytes) throws IOException {
    try {
      return READER.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw ApiException.invalidBody("a JSON object, each of its members given once");
    }
  }

  private Optional<LocalDate> day(String name) {
    JsonNode value = body.path(name);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    return Optional.of(
        Parameters.isoDay(value.isTextual() ? value.asText() : "")
            .orElseThrow(
                () -> ApiException.invalidMember(name, shown(value), Parameters.ISO_DATE)));
  }

  private boolean flag(String name) {
    JsonNode value = body.path(name);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw ApiException.invalidMember(name, shown(value), "true or false");
    }
    return value.asBoolean();
  }

  private static String shown(JsonNode value) {
    return value.isTextual() ? value.asText() : value.toString();
  }
}
