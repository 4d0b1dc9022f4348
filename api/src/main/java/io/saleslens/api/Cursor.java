package io.saleslens.api;

import io.saleslens.indexer.elastic.Json;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A place in a list, as clients carry it from page to page. They must not look into it.
 *
 * @param at the sort values of the last item seen
 * @param of a digest of the list, its filters and its order
 * @param in the state of the list that is gone through, if it is not always the present one
 */
record Cursor(List<String> at, String of, Optional<State> in) {
  private static final int DIGEST_BYTES = 12;

  /**
   * A state of a list.
   *
   * @param snapshot id of the {@link Snapshot}
   * @param freshness how current the list was then
   */
  record State(String snapshot, Page.State freshness) {}

  /** Of the state that the list is in at the time. */
  static String encode(List<String> at, Object list) {
    return encode(at, list, Optional.empty());
  }

  /**
   * @param list everything that a cursor is bound to
   */
  static String encode(List<String> at, Object list, Optional<State> in) {
    return new Cursor(at, digest(list), in).text();
  }

  private String text() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(this));
  }

  /**
   * @param list everything that a cursor is bound to
   * @throws ApiException if the text is no cursor of this list
   */
  static Cursor decode(String text, Object list, Listing<?> listing) {
    return decode(text, list, listing::hasPlace, listing.isStable());
  }

  /**
   * @param isPlace whether sort values can be those of an item
   * @param isStable whether the list is always gone through as it is
   */
  static Cursor decode(
      String text, Object list, Predicate<List<String>> isPlace, boolean isStable) {
    try {
      Cursor cursor = Json.as(Json.tree(Base64.getUrlDecoder().decode(text)), Cursor.class);
      if (cursor != null && cursor.isOf(list, isPlace, isStable) && cursor.text().equals(text)) {
        return cursor;
      }
    } catch (IllegalArgumentException | UncheckedIOException e) {
      // not one of ours
    }
    throw ApiException.invalidCursor();
  }

  private boolean isOf(Object list, Predicate<List<String>> isPlace, boolean isStable) {
    return digest(list).equals(of)
        && at != null
        && at.stream().allMatch(Objects::nonNull)
        && isPlace.test(at)
        && in.isEmpty() == isStable
        && in.map(it -> it.snapshot() != null && it.freshness() != null).orElse(true);
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
