package io.saleslens.bench.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.indexer.elastic.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A list of the API and what is asked of it.
 *
 * @param name in the results
 * @param url without parameters
 * @param firstDay of its documents
 * @param days how many days it covers
 * @param stores how many stores it has
 */
record ApiList(String name, String url, LocalDate firstDay, int days, int stores) {
  private static final int WEEK = 7;
  private static final int LARGEST_PAGE = 1_000;

  /** The first page, of everything, of a week, of a store, and of a store's four weeks, alike. */
  URI question(SplittableRandom random) {
    String store = "store_id=" + (1 + random.nextInt(stores));
    return switch (random.nextInt(4)) {
      case 0 -> URI.create(url);
      case 1 -> URI.create(url + "?" + days(random, WEEK));
      case 2 -> URI.create(url + "?" + store);
      default -> URI.create(url + "?" + store + "&" + days(random, 4 * WEEK));
    };
  }

  private String days(SplittableRandom random, int length) {
    LocalDate from = firstDay.plusDays(random.nextInt(days));
    return "from=%s&to=%s".formatted(from, from.plusDays(length - 1L));
  }

  /**
   * Goes through the whole list.
   *
   * @return the pages of 1,000 items: the cursor that each one begins behind, the first one none
   * @throws IllegalStateException unless it has exactly as many items as it should
   */
  List<String> cursors(HttpClient http, long documents) throws IOException, InterruptedException {
    List<String> cursors = new ArrayList<>();
    long items = 0;
    String after = "";
    do {
      cursors.add(after);
      HttpRequest request = HttpRequest.newBuilder(page(after, LARGEST_PAGE)).build();
      JsonNode page = Json.tree(http.send(request, BodyHandlers.ofByteArray()).body());
      items += page.path("items").size();
      after = page.path("next").asText("");
    } while (!after.isEmpty() && !after.equals("null"));
    if (items != documents) {
      throw new IllegalStateException("%s has %d items, not %d".formatted(name, items, documents));
    }
    return cursors;
  }

  /** The page behind a cursor, or the first one. */
  URI page(String after, int limit) {
    String behind =
        after.isEmpty() ? "" : "&after=" + URLEncoder.encode(after, StandardCharsets.UTF_8);
    return URI.create(url + "?limit=" + limit + behind);
  }
}
