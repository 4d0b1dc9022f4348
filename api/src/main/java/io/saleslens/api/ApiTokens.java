package io.saleslens.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The tokens that a server accepts.
 *
 * <p>Their hashes are plain SHA-256, without salt or stretching. Those make guessing passwords slow
 * and tables of them useless; a token is 256 random bits, which nobody guesses and no table holds,
 * and a slow hash on each request would only help to wear the server down.
 */
final class ApiTokens {
  private final List<ApiToken> tokens;

  ApiTokens(List<ApiToken> tokens) {
    this.tokens = List.copyOf(tokens);
  }

  boolean isEmpty() {
    return tokens.isEmpty();
  }

  /** Takes the same time whichever token it is, and whether it is one. */
  Optional<ApiToken> find(String secret) {
    byte[] asked = ascii(sha256(secret));
    ApiToken found = null;
    for (ApiToken token : tokens) {
      if (MessageDigest.isEqual(ascii(token.sha256()), asked)) {
        found = token;
      }
    }
    return Optional.ofNullable(found);
  }

  static String sha256(String secret) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] ascii(String hex) {
    return hex.getBytes(StandardCharsets.US_ASCII);
  }
}
