package io.saleslens.indexer.card;

import io.saleslens.indexer.settings.SecretMask;

/** Text of whatever origin as anybody may see it. */
public final class Masked {
  private Masked() {}

  /** Without card numbers and secrets; null stays null. */
  public static String of(String text) {
    return text == null ? null : CardMask.mask(SecretMask.mask(text));
  }
}
