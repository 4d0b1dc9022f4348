package io.saleslens.api;

import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.SettingsReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.OptionalInt;

/**
 * Where the API listens, and to whom.
 *
 * @param host name or address of the interface; loopback by default
 * @param port TCP port, 0 for any that is free
 * @param tokens that callers may have; without any, only this machine is listened to
 * @param requestsPerMinute what each caller may ask; empty for no limit
 * @param connections how many are open at a time; more wait
 * @param connectionsFromOneAddress how many of them may come from one address; behind a proxy, all
 *     do
 */
public record ApiSettings(
    String host,
    int port,
    List<ApiToken> tokens,
    OptionalInt requestsPerMinute,
    int connections,
    int connectionsFromOneAddress) {
  private static final int USUAL_CONNECTIONS = 1_024;
  private static final int USUAL_FROM_ONE_ADDRESS = 256;
  private static final int MOST_CONNECTIONS = 65_536;
  private static final String LOOPBACK = "127.0.0.1";
  private static final OptionalInt USUAL_RATE = OptionalInt.of(600);

  public ApiSettings {
    tokens = List.copyOf(tokens);
  }

  /** With the usual number of connections. */
  public ApiSettings(String host, int port, List<ApiToken> tokens, OptionalInt requestsPerMinute) {
    this(host, port, tokens, requestsPerMinute, USUAL_CONNECTIONS, USUAL_FROM_ONE_ADDRESS);
  }

  /**
   * @throws SettingsException if a setting is malformed
   */
  public static ApiSettings from(SettingsReader settings) {
    return new ApiSettings(
        settings.text("api.host").orElse(LOOPBACK),
        (int) settings.number("api.port", 8080, 0, 65_535),
        TokenSetting.from(settings),
        settings.parse(
            "api.requests-per-minute",
            USUAL_RATE,
            "a whole number from 1 to 1000000, or off",
            ApiSettings::rate),
        (int) settings.number("api.connections", USUAL_CONNECTIONS, 1, MOST_CONNECTIONS),
        (int)
            settings.number(
                "api.connections-per-address", USUAL_FROM_ONE_ADDRESS, 1, MOST_CONNECTIONS));
  }

  private static OptionalInt rate(String value) {
    if (value.equals("off") || value.equals("false")) { // YAML makes the second of the first
      return OptionalInt.empty();
    }
    int rate = Integer.parseInt(value);
    return rate >= 1 && rate <= 1_000_000 ? OptionalInt.of(rate) : null;
  }

  /**
   * The address to listen on, which is one that only this machine reaches if no token is set.
   *
   * @throws SettingsException if it is not, or not known
   */
  public InetAddress allowedAddress() {
    InetAddress address = address();
    if (tokens.isEmpty() && !address.isLoopbackAddress()) {
      throw new SettingsException(
          "Setting saleslens.api.host (SALESLENS_API_HOST) is '%s', which other machines can reach, and no token is set to tell who may. Set saleslens.api.tokens (SALESLENS_API_TOKENS), './saleslens token NAME' makes one; or leave the host at %s."
              .formatted(host, LOOPBACK));
    }
    return address;
  }

  private InetAddress address() {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new SettingsException(
          "Setting saleslens.api.host (SALESLENS_API_HOST) is '%s', which no address is known for."
              .formatted(host),
          e);
    }
  }

  /** The same on another port. */
  public ApiSettings onPort(int other) {
    return new ApiSettings(
        host, other, tokens, requestsPerMinute, connections, connectionsFromOneAddress);
  }
}
