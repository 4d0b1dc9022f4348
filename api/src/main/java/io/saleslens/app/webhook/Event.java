package io.saleslens.app.webhook;

import io.saleslens.indexer.elastic.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Something that happened.
 *
 * @param id made of what happened, so that whoever finds it again gives it the same one
 * @param type what kind of thing
 * @param createdAt when it was first found
 * @param body what is sent, the same bytes at each attempt
 */
record Event(String id, EventType type, Instant createdAt, String body) {

  /** What is sent. */
  private record Body(String id, String type, Instant createdAt, Object data) {}

  /**
   * @param subject tells it from all others of its type
   */
  static Event of(EventType type, String subject, Instant now, Object data) {
    String id = idOf(type, subject);
    return new Event(id, type, now, Json.text(new Body(id, type.shown(), now, data)));
  }

  static String idOf(EventType type, String subject) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((type.shown() + "|" + subject).getBytes(StandardCharsets.UTF_8));
      return "evt_" + HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
