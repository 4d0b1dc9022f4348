package io.saleslens.api;

import io.saleslens.indexer.imports.file.ImportException;
import io.saleslens.indexer.imports.file.Refusal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A request that is refused: by the caller's fault, or because there is nothing to answer. */
final class ApiException extends RuntimeException {
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ACCEPTABLE = 406;
  private static final int CONFLICT = 409;
  private static final int GONE = 410;
  private static final int TOO_LARGE = 413;
  private static final int UNSUPPORTED_MEDIA_TYPE = 415;
  private static final int MISDIRECTED = 421;
  private static final int UNPROCESSABLE = 422;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;
  private static final int INSUFFICIENT_STORAGE = 507;

  /** The code of {@link #busy}. */
  static final String BUSY = "busy";

  private final int status;
  private final String code;
  private final Map<String, Object> members;

  private ApiException(int status, String code, Map<String, Object> members, String detail) {
    super(detail);
    this.status = status;
    this.code = code;
    this.members = members;
  }

  static ApiException unknownParameter(String name, Collection<String> known) {
    return new ApiException(
        BAD_REQUEST,
        "unknown_parameter",
        Map.of("parameter", name, "known", new TreeSet<>(known)),
        "There is no parameter '%s' here. Known parameters: %s."
            .formatted(name, String.join(", ", new TreeSet<>(known))));
  }

  static ApiException missingParameter(String name, String allowed) {
    return new ApiException(
        BAD_REQUEST,
        "missing_parameter",
        Map.of("parameter", name, "allowed", allowed),
        "Parameter '%s' is missing; it must be %s.".formatted(name, allowed));
  }

  static ApiException invalidParameter(String name, String value, String allowed) {
    return new ApiException(
        BAD_REQUEST,
        "invalid_parameter",
        Map.of("parameter", name, "value", value, "allowed", allowed),
        "Parameter '%s' is '%s'; it must be %s.".formatted(name, value, allowed));
  }

  static ApiException unknownMember(String name, Collection<String> known) {
    return new ApiException(
        BAD_REQUEST,
        "unknown_member",
        Map.of("member", name, "known", new TreeSet<>(known)),
        known.isEmpty()
            ? "There is no member '%s' here; the body must be empty or {}.".formatted(name)
            : "There is no member '%s' here. Known members: %s."
                .formatted(name, String.join(", ", new TreeSet<>(known))));
  }

  static ApiException missingMember(String name, String allowed) {
    return new ApiException(
        BAD_REQUEST,
        "missing_member",
        Map.of("member", name, "allowed", allowed),
        "Member '%s' is missing; it must be %s.".formatted(name, allowed));
  }

  static ApiException invalidMember(String name, String value, String allowed) {
    return new ApiException(
        BAD_REQUEST,
        "invalid_member",
        Map.of("member", name, "value", value, "allowed", allowed),
        "Member '%s' is '%s'; it must be %s.".formatted(name, value, allowed));
  }

  static ApiException invalidBody(String allowed) {
    return new ApiException(
        BAD_REQUEST,
        "invalid_body",
        Map.of("member", "", "allowed", allowed),
        "The body cannot be read; it must be %s.".formatted(allowed));
  }

  static ApiException bodyTooLarge(int mostBytes) {
    return new ApiException(
        TOO_LARGE,
        "body_too_large",
        Map.of(),
        "The body is too large; at most %d bytes are taken here.".formatted(mostBytes));
  }

  static ApiException unsupportedMediaType(String type, String allowed) {
    return new ApiException(
        UNSUPPORTED_MEDIA_TYPE,
        "unsupported_media_type",
        Map.of("parameter", "Content-Type", "value", type, "allowed", allowed),
        "The body's Content-Type is '%s'; it must be %s.".formatted(type, allowed));
  }

  static ApiException refusedRun(RefusedRunException refused) {
    String detail = refused.getMessage();
    return switch (refused.reason()) {
      case NO_JOBS_HERE -> new ApiException(CONFLICT, "no_jobs_here", Map.of(), detail);
      case ENDED -> new ApiException(CONFLICT, "run_ended", Map.of(), detail);
      case KEY_REUSED ->
          new ApiException(
              UNPROCESSABLE,
              "idempotency_key_reused",
              Map.of("parameter", "Idempotency-Key"),
              detail);
      case TOO_MANY_WAIT ->
          new ApiException(TOO_MANY_REQUESTS, "too_many_runs_wait", Map.of(), detail);
    };
  }

  static ApiException importsStartThemselves() {
    return new ApiException(
        CONFLICT,
        "job_starts_itself",
        Map.of(),
        "'import' runs when files have come, and is not started by itself: send a file to POST /api/v1/imports, or have one tried again by POST /api/v1/imports/{task_id}/retries.");
  }

  static ApiException invalidCursor() {
    return new ApiException(
        BAD_REQUEST,
        "invalid_cursor",
        Map.of("parameter", "after"),
        "Parameter 'after' is no cursor of this list with these filters and this order. Give the"
            + " 'next' of the page before, and change nothing else but 'limit'.");
  }

  static ApiException unknownField(String name, Collection<String> known) {
    return new ApiException(
        BAD_REQUEST,
        "unknown_field",
        Map.of("parameter", Parameters.FIELDS, "value", name, "known", new TreeSet<>(known)),
        "There is no field '%s' here. Known fields: %s."
            .formatted(name, String.join(", ", new TreeSet<>(known))));
  }

  static ApiException cursorExpired() {
    return new ApiException(
        GONE,
        "cursor_expired",
        Map.of("parameter", "after"),
        "The state of the list that this cursor goes on with is no longer kept. Begin again without"
            + " 'after'; it is kept for five minutes after each page.");
  }

  static ApiException notAcceptable(String accept, Collection<String> allowed) {
    return new ApiException(
        NOT_ACCEPTABLE,
        "not_acceptable",
        Map.of("header", "Accept", "value", accept, "allowed", allowed),
        "Header 'Accept' is '%s'; this is answered as %s."
            .formatted(accept, String.join(", ", allowed)));
  }

  static ApiException importsNotConfigured() {
    return new ApiException(
        CONFLICT,
        "imports_not_configured",
        Map.of("setting", "saleslens.imports.mysql.url"),
        "Nothing can be imported here: saleslens.imports.mysql.url (SALESLENS_IMPORTS_MYSQL_URL), where imported sales are kept, is not set.");
  }

  static ApiException importsUnusable() {
    return new ApiException(
        UNAVAILABLE,
        "imports_unusable",
        Map.of(),
        "Where imported sales are kept cannot be used as it is set. The server's log says why.");
  }

  /** Nothing is wrong with the file. */
  static ApiException importsUnavailable(boolean isFull) {
    return isFull
        ? new ApiException(
            INSUFFICIENT_STORAGE,
            "storage_full",
            Map.of(),
            "There is no room for the file here. Nothing of it is stored; send it again when there is. The server's log says where.")
        : new ApiException(
            UNAVAILABLE,
            "imports_unavailable",
            Map.of(),
            "The file cannot be taken now. Nothing of it is stored; send it again later. The server's log says why.");
  }

  /** A file that cannot be read as a whole. */
  static ApiException refusedFile(ImportException refused) {
    boolean tooLarge =
        Set.of(ImportException.TOO_LARGE, ImportException.TOO_MANY_ROWS).contains(refused.code());
    Map<String, Object> members = new TreeMap<>();
    members.put("parameter", refused.code().equals(ImportException.OTHER_DAY) ? "date" : "body");
    refused.field().ifPresent(it -> members.put("field", it));
    refused.row().ifPresent(it -> members.put("row", it));
    return new ApiException(
        tooLarge ? TOO_LARGE : BAD_REQUEST, refused.code(), members, refused.detail());
  }

  static ApiException incompleteBody() {
    return new ApiException(
        BAD_REQUEST,
        "incomplete_body",
        Map.of("parameter", "body"),
        "The file broke off before its end. Nothing was done; send it again.");
  }

  static ApiException dayAlreadyCollected(String source, List<LocalDate> days) {
    return new ApiException(
        CONFLICT,
        "day_already_collected",
        Map.of("source", source, "days", days),
        "Of %s, %s is already collected, with other content. Nothing was done. With 'replace=true' the file replaces these days."
            .formatted(
                source, days.stream().map(LocalDate::toString).collect(Collectors.joining(", "))));
  }

  static ApiException nothingAccepted(long refused, List<Refusal> refusals) {
    return new ApiException(
        UNPROCESSABLE,
        "nothing_accepted",
        Map.of("rows_refused", refused, "refusals", refusals),
        refused == 0
            ? "The file has no rows. Nothing was done."
            : "No row of the file is a sale. Nothing was done; 'refusals' says what is wrong.");
  }

  static ApiException importNotToBeRetried(String state) {
    return new ApiException(
        CONFLICT,
        "import_not_to_be_retried",
        Map.of("state", state),
        "The import is %s; only one that is stored or failed can be tried again.".formatted(state));
  }

  /**
   * @param value what was asked for
   */
  static ApiException notFound(String value, String detail) {
    return new ApiException(NOT_FOUND, "not_found", Map.of("value", value), detail);
  }

  static ApiException nothingComputed() {
    return new ApiException(
        NOT_FOUND, "not_found", Map.of(), "No day is computed yet: run './saleslens refresh'.");
  }

  /** The same whatever was wrong with the token, so that it tells nothing about those there are. */
  static ApiException unauthenticated() {
    return new ApiException(
        UNAUTHORIZED,
        "unauthenticated",
        Map.of(),
        "This needs a valid token, sent as the header 'Authorization: Bearer <token>'.");
  }

  static ApiException forbidden(Role needed, Role given) {
    return new ApiException(
        FORBIDDEN,
        "forbidden",
        Map.of("needed", needed.toString()),
        "This needs a token of the role %s; yours is of the role %s.".formatted(needed, given));
  }

  static ApiException foreignOrigin() {
    return new ApiException(
        FORBIDDEN,
        "foreign_origin",
        Map.of(),
        "Without tokens this answers no web page of another site or port. Set saleslens.api.tokens to open"
            + " it to others.");
  }

  static ApiException headerNeeded() {
    return new ApiException(
        FORBIDDEN,
        "header_needed",
        Map.of("header", LocalOnly.HEADER),
        "Without tokens, what changes something needs the header 'X-Saleslens: 1', which no page of"
            + " another site can send; so does an Idempotency-Key, or a Content-Type that no form"
            + " has, such as application/json or text/csv.");
  }

  static ApiException misdirected() {
    return new ApiException(
        MISDIRECTED,
        "misdirected",
        Map.of(),
        "Without tokens this answers only under a name of this machine alone, such as localhost."
            + " Set saleslens.api.tokens to open it to others.");
  }

  /** Too much is going on. Not the caller's fault. */
  static ApiException busy() {
    return new ApiException(
        UNAVAILABLE,
        BUSY,
        Map.of(),
        "Too many requests wait here, or for Elasticsearch. Ask again in some seconds.");
  }

  static ApiException tooManyRequests(long seconds) {
    return new ApiException(
        TOO_MANY_REQUESTS,
        "too_many_requests",
        Map.of(),
        "That was too often. Ask again in %d s.".formatted(seconds));
  }

  int status() {
    return status;
  }

  /** The stable name of what went wrong. */
  String code() {
    return code;
  }

  /** Further members of the problem document. */
  Map<String, Object> members() {
    return members;
  }
}
