package io.saleslens.api;

import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.SettingsReader;

/**
 * Where the API listens.
 *
 * @param host name or address of the interface; loopback by default
 * @param port TCP port, 0 for any that is free
 */
public record ApiSettings(String host, int port) {

  /**
   * @throws SettingsException if the port is malformed
   */
  public static ApiSettings from(SettingsReader settings) {
    return new ApiSettings(
        settings.text("api.host").orElse("127.0.0.1"),
        (int) settings.number("api.port", 8080, 0, 65_535));
  }
}
