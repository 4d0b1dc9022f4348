package io.saleslens.indexer.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a sale is whose {@code is_canceled} is NULL or empty. */
public enum NullFlag {
  /** Neither canceled nor not: it is kept, and counts nowhere. */
  UNCOUNTED(Optional.empty()),
  /** A sale as any other. */
  NOT_CANCELED(Optional.of(false)),
  /** A canceled one. */
  CANCELED(Optional.of(true));

  private final Optional<Boolean> canceled;

  NullFlag(Optional<Boolean> canceled) {
    this.canceled = canceled;
  }

  /** The flag that such a sale gets; empty if none. */
  public Optional<Boolean> canceled() {
    return canceled;
  }

  /**
   * The one that stands in the settings so.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  static NullFlag of(String name) {
    return Arrays.stream(values())
        .filter(it -> it.settingName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name));
  }

  static String allowed() {
    return Arrays.stream(values()).map(NullFlag::settingName).collect(Collectors.joining(", "));
  }

  /** As it stands in the settings. */
  public String settingName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
