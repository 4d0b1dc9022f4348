package io.saleslens.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The one account of a secured Elasticsearch: a random password, kept in a file for its owner only.
 * The server knows its hash from two files, which is quicker than its own tools and leaves nothing
 * in arguments.
 *
 * @param password the password, hexadecimal
 */
record ElasticsearchAccount(String password) {
  static final String USER = "saleslens";

  /** Few, as the server has to count them too; the password has 128 random bits. */
  private static final int ITERATIONS = 1_000;

  private static final int SALT_BYTES = 32;
  private static final int HASH_BITS = 256;

  /** The account of a folder; made up when it has none. */
  static ElasticsearchAccount of(Path folder) throws IOException {
    return new ElasticsearchAccount(PrivateFile.password(folder.resolve("elasticsearch.password")));
  }

  /** Writes the two files of Elasticsearch's file realm. */
  void write(Path config) throws IOException {
    ChildUser.own(PrivateFile.write(config.resolve("users"), USER + ":" + hash(password) + "\n"));
    ChildUser.own(PrivateFile.write(config.resolve("users_roles"), "superuser:" + USER + "\n"));
  }

  /** A password as Elasticsearch's file realm keeps it. */
  static String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    try {
      byte[] hash =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
              .generateSecret(new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, HASH_BITS))
              .getEncoded();
      Base64.Encoder base64 = Base64.getEncoder();
      return "{PBKDF2}%s$%s$%s"
          .formatted(
              Integer.toString(ITERATIONS),
              base64.encodeToString(salt),
              base64.encodeToString(hash));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JVM has this hash", e);
    }
  }

  /** What a request has to bear. */
  String authorization() {
    return authorization(USER, password);
  }

  static String authorization(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  @Override
  public String toString() {
    return "ElasticsearchAccount[" + USER + "]";
  }
}
