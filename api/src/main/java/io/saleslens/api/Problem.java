package io.saleslens.api;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.saleslens.indexer.card.CardMask;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A problem document (RFC 9457).
 *
 * @param status the HTTP status
 * @param title its name
 * @param code stable; what programs go by
 * @param detail for people
 * @param requestId what our log has it under
 * @param members what else there is to say, such as the parameter's name
 */
@JsonPropertyOrder({"type", "title", "status", "code", "detail", "request_id"})
record Problem(
    int status,
    String title,
    String code,
    String detail,
    String requestId,
    @JsonAnyGetter Map<String, Object> members) {

  /** What the caller gave may hold a card number, and problems are kept in logs of others. */
  Problem {
    detail = CardMask.mask(detail);
    members = masked(members);
  }

  private static Map<String, Object> masked(Map<String, Object> members) {
    Map<String, Object> masked = new LinkedHashMap<>();
    members.forEach(
        (name, value) ->
            masked.put(name, value instanceof String text ? CardMask.mask(text) : value));
    return masked;
  }

  static final String CONTENT_TYPE = "application/problem+json";

  /** There is no page about each code: the document says it all. */
  public String getType() {
    return "about:blank";
  }
}
