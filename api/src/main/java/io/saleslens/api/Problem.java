package io.saleslens.api;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
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

  static final String CONTENT_TYPE = "application/problem+json";

  /** There is no page about each code: the document says it all. */
  public String getType() {
    return "about:blank";
  }
}
