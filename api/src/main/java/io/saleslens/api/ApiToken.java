package io.saleslens.api;

/**
 * A bearer token as the server knows it: not the token, only its hash.
 *
 * @param name whose it is; appears in logs
 * @param sha256 of the token, 64 hex digits in lower case
 */
public record ApiToken(String name, Role role, String sha256) {

  /** The entry that makes a server accept the token. */
  String setting() {
    return name + ":" + role + ":sha256:" + sha256;
  }
}
