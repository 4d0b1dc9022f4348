package io.saleslens.api;

import io.saleslens.indexer.settings.Secret;
import io.saleslens.indexer.settings.SettingsException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A token just made; the only moment at which its secret is known.
 *
 * @param secret what the caller of the API sends
 * @param setting the entry of {@code saleslens.api.tokens} that makes a server accept it
 */
public record NewToken(Secret secret, String setting) {
  /** By which people, and scanners for leaked secrets, know what they have in front of them. */
  static final String PREFIX = "sl_";

  private static final int RANDOM_BYTES = 32;

  /**
   * @throws SettingsException if the name is not one
   */
  public static NewToken of(String name, Role role) {
    if (!TokenSetting.isName(name)) {
      throw new SettingsException(
          "Token name '%s' cannot be used; it must be %s."
              .formatted(TokenMask.mask(name), TokenSetting.NAME_ALLOWED));
    }
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    String setting = new ApiToken(name, role, ApiTokens.sha256(secret)).setting();
    return new NewToken(new Secret(secret), setting);
  }
}
