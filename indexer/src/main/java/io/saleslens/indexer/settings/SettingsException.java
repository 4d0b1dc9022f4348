package io.saleslens.indexer.settings;

/**
 * The caller's fault: a setting or an argument is missing, malformed or does not fit what was found
 * on a server. The message names the key, the value and the way out. Exit code 2.
 */
public class SettingsException extends RuntimeException {
  public SettingsException(String message) {
    super(message);
  }

  public SettingsException(String message, Throwable cause) {
    super(message, cause);
  }
}
