package io.saleslens.api;

/**
 * A token, and what the server knows of it.
 *
 * @param secret what a caller sends
 */
public record TestToken(String secret, ApiToken token) {

  /** One that nobody has had before. */
  public static TestToken of(String name, Role role) {
    String secret = NewToken.of(name, role).secret().value();
    return new TestToken(secret, new ApiToken(name, role, ApiTokens.sha256(secret)));
  }
}
