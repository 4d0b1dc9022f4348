package io.saleslens.indexer.card;

import io.saleslens.indexer.settings.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns a card number into a 64-bit key: the first eight bytes of HMAC-SHA256 under the pepper. Two
 * cards of one store and day share a key with a chance below one in 10^10 even at 40,000 cards. Not
 * safe for threads.
 */
public final class CardKeys {
  private static final String ALGORITHM = "HmacSHA256";

  /** Between what is left of a masked text and its hash. */
  private static final String APART = "~";

  private final Mac mac;

  public CardKeys(Secret pepper) {
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(pepper.value().getBytes(StandardCharsets.UTF_8), ALGORITHM));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("Every JVM has " + ALGORITHM, e);
    }
  }

  /** The key of a card number as it stands in the source, masked or not. */
  public long keyOf(String cardNumber) {
    return keyOf(cardNumber.getBytes(StandardCharsets.UTF_8));
  }

  /** The same for a card number in UTF-8. */
  public long keyOf(byte[] cardNumber) {
    return ByteBuffer.wrap(mac.doFinal(cardNumber)).getLong();
  }

  /**
   * A masked text that stays apart from what is masked to the same: with a hash behind it. Equal
   * ones stay equal.
   *
   * @param masked what is left of it
   * @param text what the hash is made from
   * @param longest length that may come out, 12 or more; the mask is cut for it
   */
  public String apart(String masked, String text, int longest) {
    byte[] key = ByteBuffer.allocate(Long.BYTES).putLong(keyOf(text)).array();
    String hash = APART + Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    return masked.substring(0, Math.min(masked.length(), longest - hash.length())) + hash;
  }

  /** How a masked text that is kept {@link #apart} begins, for whoever does not know the pepper. */
  public static String beginOf(String text) {
    return CardMask.mask(text) + APART;
  }

  /** Tells two peppers apart without telling what they are. */
  public String fingerprint() {
    byte[] hash = mac.doFinal("saleslens pepper".getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, 8);
  }
}
