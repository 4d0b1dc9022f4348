package io.saleslens.api.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.api.TestToken;
import io.saleslens.app.TestInstance;
import io.saleslens.indexer.elastic.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * The page of a server, and the API beside it.
 *
 * @param url of the server
 * @param store whose page is looked at
 */
record PageUnderTest(String url, String store) {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** With any store. */
  static PageUnderTest of(TestInstance instance) {
    return new PageUnderTest(instance.url(), "1");
  }

  PageUnderTest withStore(String other) {
    return new PageUnderTest(url, other);
  }

  String url(View view) {
    return url + "/" + view.hash(store);
  }

  void open(Browser browser, View view) {
    browser.open(url(view));
  }

  /** An answer of the API, below {@code /api/v1/}. */
  JsonNode api(String path) {
    return answer(HttpRequest.newBuilder(URI.create(url + "/api/v1/" + path)));
  }

  JsonNode api(String path, TestToken token) {
    return answer(
        HttpRequest.newBuilder(URI.create(url + "/api/v1/" + path))
            .header("Authorization", "Bearer " + token.secret()));
  }

  private static JsonNode answer(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> answer = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).as(answer.uri().toString()).isEqualTo(200);
      return Json.tree(answer.body());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What holds of a view whatever it shows. */
  void assertSound(Browser browser, View view) {
    String heading = browser.text("h1");
    assertThat(heading).startsWith(view.heading(browser.look().language()));
    assertThat(browser.title()).isEqualTo(heading + " · Saleslens");
    assertThat(browser.all("h1")).hasSize(1);
    assertThat(browser.focused()).as("has the focus").isEqualTo(browser.one("h1"));
    assertThat(browser.value("document.documentElement.lang")).isEqualTo(browser.look().language());
    assertThat(browser.text("body"))
        .as("texts that are missing")
        .doesNotContain("⟦", "undefined", "NaN");
    browser.assertFits();
    browser.assertAccessible();
    browser.assertNothingFromElsewhere();
  }
}
