package io.saleslens.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be wrong with a request, byte by byte, and what exactly is said about it. */
@ExtendWith(SandboxExtension.class)
class BadRequestsTest {
  private static final String UNREADABLE = "The request cannot be read: ";
  private static final String DAYS = "GET /api/v1/days HTTP/1.1";

  private static ApiUnderTest api;

  @BeforeAll
  static void init(TestElasticsearch elasticsearch) {
    api = ApiUnderTest.initialised(elasticsearch);
  }

  @AfterAll
  static void close() {
    api.close();
  }

  /** Request line, further header lines or none, status, code, detail. */
  static Stream<Arguments> requests() {
    return Stream.of(
        arguments(
            get("/api/v1/days?limit=0"),
            "",
            400,
            "invalid_parameter",
            "Parameter 'limit' is '0'; it must be a whole number from 1 to 1000."),
        arguments(
            get("/api/v1/days?limit"),
            "",
            400,
            "invalid_parameter",
            "Parameter 'limit' is ''; it must be a whole number from 1 to 1000, and given once."),
        arguments(
            get("/api/v1/days?from=2023-02-30"),
            "",
            400,
            "invalid_parameter",
            "Parameter 'from' is '2023-02-30'; it must be a date of the years 1900 to 9999, such as 2023-05-01."),
        arguments(
            get("/api/v1/days?store_id=1"),
            "",
            400,
            "unknown_parameter",
            "There is no parameter 'store_id' here. Known parameters: after, dirty, fields, from, limit, order, to."),
        arguments(
            get("/search-unitprice"),
            "",
            400,
            "missing_parameter",
            "Parameter 'date' is missing; it must be a date such as 20230501 or 2023-05-01."),
        arguments(
            get("/api/v1/aov/daily?sort=store_id"),
            "",
            400,
            "invalid_parameter",
            "Parameter 'sort' is 'store_id'; it must be one of date, total_sale, num_sale, num_customer, unit_price, avg_ticket."),
        arguments(
            get("/api/v1/aov/weekly?min_sales=-1"),
            "",
            400,
            "invalid_parameter",
            "Parameter 'min_sales' is '-1'; it must be a whole number from 0, of at most 18 digits."),
        arguments(
            get("/api/v1/frauds?min_ratio=2.00001"),
            "",
            400,
            "invalid_parameter",
            "Parameter 'min_ratio' is '2.00001'; it must be a number from 0 with at most 4 decimals, such as 2.5."),
        arguments(
            get("/api/v1/sales?is_canceled=yes"),
            "",
            400,
            "invalid_parameter",
            "Parameter 'is_canceled' is 'yes'; it must be true or false."),
        arguments(
            get("/api/v1/days?fields=date,nothing"),
            "",
            400,
            "unknown_field",
            "There is no field 'nothing' here. Known fields: canceled_sale, computed_at, counted, date, dirty, num_canceled, num_customer, sales, stores, synced_at, total_sale."),
        arguments(
            get("/api/v1/sales/1?fields=rule"),
            "",
            400,
            "unknown_field",
            "There is no field 'rule' here. Known fields: amount_deposit, amount_fee, amount_sale, business_date, card_category, card_company, card_number, created, daily_sale_id, detail_status, extra_payment_id, id, is_canceled, modified, num_approval, platform, processing_status, remark, result_code, result_msg, sold_at, store_id, will_deposited_at."),
        arguments(
            DAYS,
            "Accept: text/html, application/xml;q=0.9",
            406,
            "not_acceptable",
            "Header 'Accept' is 'text/html, application/xml;q=0.9'; this is answered as application/json, text/csv, application/x-ndjson."),
        arguments(
            get("/api/v1/days?limit=5"),
            "Accept: text/csv",
            400,
            "invalid_parameter",
            "Parameter 'limit' is '5'; it must be left out where the whole list is answered, as CSV or NDJSON."),
        arguments(
            get("/api/v1/days?after=%00"),
            "",
            400,
            "invalid_cursor",
            "Parameter 'after' is no cursor of this list with these filters and this order. Give the 'next' of the page before, and change nothing else but 'limit'."),
        arguments(
            get("/api/v1/frauds?store_id=%zz"),
            "",
            400,
            "invalid_parameter",
            "Parameter 'store_id' is ''; it must be one or more values, parted by commas, none empty."),
        arguments(get("/api/v1/frauds/%zz"), "", 400, "bad_request", UNREADABLE + "Bad Request."),
        arguments(get("/api/v1/frauds/%00"), "", 400, "bad_request", UNREADABLE + "Bad Request."),
        arguments(
            get("/api/v1/frauds/%FF"), "", 400, "bad_request", UNREADABLE + "Bad UTF-8 encoding."),
        arguments(
            get("/api/v1/frauds/a%0d%0ab"), "", 404, "not_found", "Sale a\r\nb is not suspect."),
        arguments(
            get("/api/v1/../../etc/passwd"),
            "",
            404,
            "unknown_route",
            "There is nothing at /api/v1/../../etc/passwd."),
        arguments(
            get("/api/v1/%2e%2e/days"),
            "",
            404,
            "unknown_route",
            "There is nothing at /api/v1/%2e%2e/days."),
        arguments(
            get("/api/v1/days;x=1"),
            "",
            404,
            "unknown_route",
            "There is nothing at /api/v1/days;x=1."),
        arguments(get("days"), "", 400, "bad_request", UNREADABLE + "Bad Request."),
        arguments(
            "POST /api/v1/days HTTP/1.1",
            "Content-Length: 0",
            405,
            "method_not_allowed",
            "Only GET is answered here."),
        arguments(
            "TRACE /api/v1/days HTTP/1.1",
            "X-Secret: 1",
            405,
            "method_not_allowed",
            "Only GET is answered here."),
        arguments(
            "OPTIONS /api/v1/days HTTP/1.1",
            "",
            405,
            "method_not_allowed",
            "Only GET is answered here."),
        arguments(
            "get /api/v1/days HTTP/1.1",
            "",
            405,
            "method_not_allowed",
            "Only GET is answered here."),
        arguments("OPTIONS * HTTP/1.1", "", 404, "not_found", UNREADABLE + "Not Found."),
        arguments(
            get("/" + "x".repeat(9_000)), "", 414, "uri_too_long", UNREADABLE + "URI Too Long."),
        arguments(
            DAYS,
            "X: " + "x".repeat(9_000),
            431,
            "request_header_fields_too_large",
            UNREADABLE + "Request Header Fields Too Large."),
        arguments(
            DAYS,
            "Content-Length: 1048577",
            413,
            "payload_too_large",
            UNREADABLE + "Request body is too large: 1048577>1048576."),
        arguments(
            DAYS,
            "Content-Length: -1",
            400,
            "bad_request",
            UNREADABLE + "Invalid Content-Length Value."),
        arguments(
            DAYS,
            "Content-Length: 1\r\nContent-Length: 2",
            400,
            "bad_request",
            UNREADABLE + "Multiple Content-Lengths."),
        arguments(
            DAYS,
            "Content-Length: 1\r\nTransfer-Encoding: chunked",
            400,
            "bad_request",
            UNREADABLE + "Transfer-Encoding and Content-Length."),
        arguments(
            DAYS,
            "Transfer-Encoding: gzip",
            400,
            "bad_request",
            UNREADABLE + "Bad Transfer-Encoding, chunked not last."),
        arguments(
            DAYS, "Host: localhost", 400, "bad_request", UNREADABLE + "Duplicate Host Header."),
        arguments(
            "GET http://other/api/v1/days HTTP/1.1",
            "",
            400,
            "bad_request",
            UNREADABLE + "Authority!=Host."),
        arguments(
            DAYS,
            "Expect: a-miracle",
            417,
            "expectation_failed",
            UNREADABLE + "Expectation Failed."),
        arguments(
            DAYS,
            "A: b\r\n folded",
            400,
            "bad_request",
            UNREADABLE + "Line Folding not supported."),
        arguments(
            DAYS, "A: b\u0000c", 400, "bad_request", UNREADABLE + "Illegal character CNTL=0x0."),
        arguments(DAYS, "A : b", 400, "bad_request", UNREADABLE + "Illegal character SPACE=' '."),
        arguments(
            "GET /api/v1/days HTTP/2.0",
            "",
            426,
            "upgrade_required",
            UNREADABLE + "Upgrade Required."),
        arguments(
            "GET /api/v1/days HTTP/9.9",
            "",
            505,
            "http_version_not_supported",
            UNREADABLE + "Unknown Version."),
        arguments("GARBAGE", "", 400, "bad_request", UNREADABLE + "No URI."));
  }

  private static String get(String target) {
    return "GET " + target + " HTTP/1.1";
  }

  @ParameterizedTest
  @MethodSource("requests")
  void isRefusedWithExactlyThis(String line, String more, int status, String code, String detail)
      throws IOException {
    String headers = "Host: localhost\r\nConnection: close\r\n" + more;
    String answer = api.raw(line + "\r\n" + headers.strip() + "\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("application/problem+json");
    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    JsonNode problem = Json.tree(body.getBytes(StandardCharsets.UTF_8));
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("code").asText()).isEqualTo(code);
    assertThat(problem.path("detail").asText()).isEqualTo(detail);
  }
}
