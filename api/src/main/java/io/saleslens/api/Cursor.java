package io.saleslens.api;

import io.saleslens.indexer.elastic.Json;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * A place in a list, as clients carry it from page to page. They must not look into it.
 *
 * @param at the sort values of the last item seen: a date, and what else the list is sorted by
 * @param of a digest of the list, its filters and its order
 */
record Cursor(List<String> at, String of) {
  private static final int DIGEST_BYTES = 12;

  /**
   * @param list everything that a cursor is bound to
   */
  static String encode(List<String> at, Object list) {
    return new Cursor(at, digest(list)).text();
  }

  private String text() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(this));
  }

  /**
   * @return the sort values
   * @throws ApiException if the text is no cursor of this list
   */
  static List<String> decode(String text, Object list, int sortFields) {
    try {
      Cursor cursor = Json.as(Json.tree(Base64.getUrlDecoder().decode(text)), Cursor.class);
      if (cursor != null && cursor.isOf(list, sortFields) && cursor.text().equals(text)) {
        LocalDate.parse(cursor.at.get(0));
        return cursor.at;
      }
    } catch (IllegalArgumentException | UncheckedIOException | DateTimeException e) {
      // not one of ours
    }
    throw ApiException.invalidCursor();
  }

  private boolean isOf(Object list, int sortFields) {
    return digest(list).equals(of)
        && at != null
        && at.size() == sortFields
        && at.stream().allMatch(Objects::nonNull);
  }

  private static String digest(Object list) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(Json.text(list).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(digest, DIGEST_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
