package io.saleslens.indexer.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The authorities that a server's certificate is trusted from, instead of the JVM's.
 *
 * @param certificates at least one
 */
public record CaFile(List<Certificate> certificates) {
  public CaFile {
    certificates = List.copyOf(certificates);
  }

  /**
   * Reads the PEM file that a key names; it may hold several certificates. Absent when not set.
   *
   * @throws SettingsException if it cannot be read or holds no certificate
   */
  public static Optional<CaFile> from(SettingsReader settings, String key) {
    return settings.path(key).map(file -> new CaFile(read(key, file)));
  }

  private static List<Certificate> read(String key, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      List<Certificate> read =
          new ArrayList<>(CertificateFactory.getInstance("X.509").generateCertificates(in));
      if (read.isEmpty()) {
        throw new SettingsException(named(key, file, "holds no certificate"));
      }
      return read;
    } catch (IOException e) {
      throw new SettingsException(named(key, file, "cannot be read"), e);
    } catch (GeneralSecurityException e) {
      throw new SettingsException(named(key, file, "is not a file of PEM certificates"), e);
    }
  }

  private static String named(String key, Path file, String fault) {
    return "Setting %s names '%s', which %s.".formatted(SettingsReader.shown(key), file, fault);
  }

  /** The certificates as Java's TLS takes them. */
  public KeyStore keyStore() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (Certificate certificate : certificates) {
        store.setCertificateEntry("ca-" + store.size(), certificate);
      }
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("Certificates cannot be kept in memory", e);
    }
  }

  /** For connections that trust these certificates and no others. */
  public SSLContext sslContext() {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(keyStore());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("TLS cannot be set up", e);
    }
  }

  @Override
  public String toString() {
    return "CaFile[" + certificates.size() + " certificates]";
  }
}
