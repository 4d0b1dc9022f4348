package io.saleslens.indexer.mysql;

import io.saleslens.indexer.settings.CaFile;
import io.saleslens.indexer.settings.MysqlSettings;
import io.saleslens.indexer.settings.TlsFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

/** How the driver is told whom to trust. */
final class MysqlTls {
  /** A key store needs one; there is nothing secret in a certificate. */
  private static final String STORE_PASSWORD = "certificates";

  private MysqlTls() {}

  /** Properties go before parameters of the URL. */
  static void set(Properties properties, MysqlSettings settings) {
    if (settings.verifyTls()) {
      properties.setProperty("sslMode", "VERIFY_IDENTITY");
    }
    settings.ca().ifPresent(ca -> trust(properties, ca));
  }

  /** The end of a sentence that begins with the server's name; empty if TLS is not at fault. */
  static Optional<String> advice(MysqlSettings settings, SQLException failure) {
    if (String.valueOf(failure.getMessage()).contains("not provided by server")) {
      return Optional.of(
          "offers no TLS, but is to be verified. Switch TLS on there." + orOff(settings));
    }
    return TlsFailure.advice(
            failure, settings.ca(), settings.keys() + "ca", settings.keys() + "url")
        .map(advice -> advice + orOff(settings));
  }

  private static String orOff(MysqlSettings settings) {
    return " Or set %s to off: what is sent may then be read and changed on the way."
        .formatted(settings.key("tls"));
  }

  private static void trust(Properties properties, CaFile ca) {
    KeyStore store = ca.keyStore();
    properties.setProperty("trustCertificateKeyStoreUrl", DataUrls.of(bytes(store)));
    properties.setProperty("trustCertificateKeyStoreType", store.getType());
    properties.setProperty("trustCertificateKeyStorePassword", STORE_PASSWORD);
  }

  private static byte[] bytes(KeyStore store) {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      store.store(out, STORE_PASSWORD.toCharArray());
      return out.toByteArray();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("Certificates cannot be handed to the driver", e);
    }
  }
}
