package io.saleslens.indexer.mysql;

import io.saleslens.indexer.settings.CaFile;
import io.saleslens.indexer.settings.MysqlSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
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
