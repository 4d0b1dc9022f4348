package io.saleslens.indexer.settings;

import java.util.Objects;

/**
 * A value that must never be printed.
 *
 * @param value the clear text, never null
 */
public record Secret(String value) {
  public Secret {
    Objects.requireNonNull(value, "value");
  }

  /** Always the same stars, so that a record that holds a secret can be logged. */
  @Override
  public String toString() {
    return "****";
  }
}
