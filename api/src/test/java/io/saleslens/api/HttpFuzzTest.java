package io.saleslens.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sound requests, damaged at random: whatever comes in, nothing but clean refusals goes out. */
@ExtendWith(SandboxExtension.class)
class HttpFuzzTest {
  private static final int CASES = Integer.getInteger("saleslens.test.cases", 600);
  private static final long SEED = Long.getLong("saleslens.test.seed", 1);

  private static final TestToken TOKEN = TestToken.of("fuzz", Role.OPERATOR);
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3}) ");

  private static final List<String> TARGETS =
      List.of(
          "/api/v1/aov/daily?store_id=50&from=2023-05-01&to=2023-05-31&limit=10",
          "/api/v1/aov/weekly?store_id=1,2&order=desc",
          "/api/v1/frauds?rule=repeat-amount&after=eyJhdCI6WyIxIl19",
          "/api/v1/frauds/17",
          "/api/v1/days?dirty=true",
          "/health/ready",
          "/search-unitprice?date=20230501",
          "/search-weekaov?store_id=50");

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "G\u0000T", "");

  /** What parsers trip over. */
  private static final List<String> NASTY =
      List.of(
          "%",
          "%0",
          "%zz",
          "%00",
          "%0d%0a",
          "%c0%ae",
          "%ff",
          "%u0041",
          "%ed%a0%80",
          "\u0000",
          "\r",
          "\n",
          "\r\n",
          "\t",
          " ",
          "\u007f",
          "\u00ff",
          "..",
          "/../",
          "//",
          ";",
          ";a=b",
          "?",
          "#",
          "&",
          "=",
          "&&",
          "[",
          "]",
          "{",
          "}",
          "|",
          "\\",
          "\"",
          "'",
          "<script>",
          "${jndi:ldap://x}",
          "-1",
          "0",
          "9999999999999999999999",
          "NaN",
          "1e308",
          "2023-13-45",
          "+12345-01-01",
          ",",
          ",,",
          "*",
          "\\u0000",
          "null",
          "x".repeat(600),
          "%41".repeat(300));

  private static final List<String> HEADERS =
      List.of(
          "Content-Length: 5",
          "Content-Length: -5",
          "Content-Length: 5, 5",
          "Transfer-Encoding: chunked",
          "Transfer-Encoding: chunked, identity",
          "Transfer-Encoding: \u000bchunked",
          "Expect: 100-continue",
          "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13",
          "Accept-Encoding: gzip;q=abc, *;q=-1, br",
          "Range: bytes=0-,-1,5-2",
          "If-Modified-Since: yesterday",
          "If-None-Match: \"",
          "Content-Type: multipart/form-data; boundary=",
          "Content-Encoding: gzip",
          "Cookie: a=b; c; =d; $Version=1; \"=\"",
          "X-Request-Id: ${x}",
          "X-Forwarded-For: ::::",
          "Forwarded: for=\"[",
          "Host: [::",
          "Authorization: Bearer",
          "Authorization: Negotiate \u00ff",
          "Connection: close, keep-alive, \u0001",
          ": nameless",
          "No colon",
          " folded: yes",
          "X: " + "x".repeat(9_000));

  private static final List<BiFunction<Random, String, String>> DAMAGES =
      List.of(
          (dice, text) -> insert(text, dice.nextInt(text.length() + 1), pick(dice, NASTY)),
          (dice, text) -> insert(text, inTarget(dice, text), pick(dice, NASTY)),
          (dice, text) -> insert(text, inTarget(dice, text), pick(dice, NASTY)),
          (dice, text) -> insert(text, afterFirstLine(text), pick(dice, HEADERS) + "\r\n"),
          (dice, text) -> insert(text, afterFirstLine(text), pick(dice, HEADERS) + "\r\n"),
          (dice, text) -> pick(dice, METHODS) + text.substring(text.indexOf(' ')),
          (dice, text) -> text.replaceFirst("HTTP/1.1", pick(dice, List.of("HTTP/1.0", "HTTP/3"))),
          (dice, text) -> text.substring(0, dice.nextInt(text.length())) + "\r\n\r\n",
          (dice, text) -> text + "5\r\nhello\r\n0\r\n\r\n",
          HttpFuzzTest::withAnotherByte);

  private static String insert(String text, int at, String what) {
    return text.substring(0, at) + what + text.substring(at);
  }

  private static int inTarget(Random dice, String text) {
    int line = Math.max(1, text.indexOf("\r\n"));
    return Math.min(text.length(), 4 + dice.nextInt(line));
  }

  private static int afterFirstLine(String text) {
    int line = text.indexOf("\r\n");
    return line < 0 ? text.length() : line + 2;
  }

  private static String withAnotherByte(Random dice, String text) {
    int at = dice.nextInt(text.length());
    return text.substring(0, at) + (char) dice.nextInt(256) + text.substring(at + 1);
  }

  private static <T> T pick(Random dice, List<T> list) {
    return list.get(dice.nextInt(list.size()));
  }

  private static String request(Random dice) {
    String text =
        "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
            .formatted(pick(dice, TARGETS), TOKEN.secret());
    for (int damages = 1 + dice.nextInt(3); damages > 0; damages--) {
      text = pick(dice, DAMAGES).apply(dice, text);
    }
    return text;
  }

  @Test
  void damagedRequestsAreRefusedCleanlyAndHarmNobodyElse(TestElasticsearch elasticsearch)
      throws IOException {
    Map<Integer, Integer> answered = new TreeMap<>();
    ApiSettings settings = ApiUnderTest.settings(TOKEN.token());
    try (ApiUnderTest api = ApiUnderTest.initialised(elasticsearch, settings)) {
      for (int i = 0; i < CASES; i++) {
        String request = request(new Random(SEED + i));
        String answer = exchange(api, request);
        String as = "seed %d: %s".formatted(SEED + i, request.replace(TOKEN.secret(), "…"));
        Matcher status = STATUS.matcher(answer);
        assertThat(answer.isEmpty() || status.lookingAt()).as(as).isTrue();
        int code = answer.isEmpty() ? 0 : Integer.parseInt(status.group(1));
        answered.merge(code, 1, Integer::sum);
        assertThat(code < 500 || code == 503 || code == 505).as("%s%n%s", as, answer).isTrue();
        assertThat(answer).as(as).doesNotContain("\tat ", "java.", "org.eclipse", "io.javalin");
        assertThat(answer).as(as).doesNotContain(TOKEN.secret(), TOKEN.token().sha256());
      }
      assertThat(api.get("/api/v1/days", "Authorization", "Bearer " + TOKEN.secret()).statusCode())
          .isEqualTo(200);
    }
    // else the damage was all of one kind
    assertThat(answered).containsKeys(200, 400, 401, 404, 405);
  }

  /** All that comes back; nothing if the server just hangs up. */
  private static String exchange(ApiUnderTest api, String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", api.server().port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      // where the damage leaves a request without an end, this is one
      socket.shutdownOutput();
      return read(socket.getInputStream());
    }
  }

  /** A server that closes with bytes still unread resets the connection. */
  private static String read(InputStream in) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      in.transferTo(answer);
    } catch (java.net.SocketException e) {
      // what came before it counts
    } catch (IOException e) {
      throw new AssertionError("no answer and no end", e);
    }
    return answer.toString(StandardCharsets.ISO_8859_1);
  }
}
