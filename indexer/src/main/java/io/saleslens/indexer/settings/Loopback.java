package io.saleslens.indexer.settings;

import java.util.regex.Pattern;

/** Names and addresses of this machine itself, told without asking anyone. */
public final class Loopback {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[?::1]?", Pattern.CASE_INSENSITIVE);

  private Loopback() {}

  /** Whether what is sent there cannot leave this machine. */
  public static boolean is(String host) {
    return LOOPBACK.matcher(host).matches();
  }
}
