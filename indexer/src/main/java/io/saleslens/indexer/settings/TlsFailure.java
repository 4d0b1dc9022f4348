package io.saleslens.indexer.settings;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Tells why a server was not trusted; asking again does not help then, but a setting may. */
public final class TlsFailure {
  private TlsFailure() {}

  /**
   * What to do about a failure.
   *
   * @param ca what the server was to be trusted from
   * @param caKey of the setting for {@code ca}, without {@code saleslens.}
   * @param urlKey of the setting for the server's address, likewise
   * @return the end of a sentence that begins with the server's name; empty if the failure has
   *     nothing to do with trust
   */
  public static Optional<String> advice(
      Throwable failure, Optional<CaFile> ca, String caKey, String urlKey) {
    if (any(failure, TlsFailure::isOtherName)) {
      return Optional.of(
          "has a certificate for another name. Give a name in %s that its certificate has."
              .formatted(SettingsReader.shown(urlKey)));
    }
    if (any(failure, TlsFailure::isOutdated)) {
      return Optional.of("has a certificate that is not valid at this time. Renew it.");
    }
    if (any(failure, cause -> cause instanceof GeneralSecurityException)) {
      String setting = SettingsReader.shown(caKey);
      return Optional.of(
          ca.isPresent()
              ? "has a certificate that is signed by none of the authorities in the file of %s. Name the file of the right one."
                  .formatted(setting)
              : "has a certificate that is signed by no authority this JVM trusts. Name the PEM file of the one that signed it by %s."
                  .formatted(setting));
    }
    return Optional.empty();
  }

  private static boolean any(Throwable failure, Predicate<Throwable> found) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).anyMatch(found);
  }

  private static boolean isOtherName(Throwable cause) {
    // the second is how Connector/J says it, the others are the JDK's own client's ways
    return cause instanceof SSLPeerUnverifiedException
        || says(cause, "identity verification failed")
        || says(cause, "No subject alternative")
        || says(cause, "No name matching");
  }

  private static boolean isOutdated(Throwable cause) {
    return cause instanceof CertificateExpiredException
        || cause instanceof CertificateNotYetValidException;
  }

  private static boolean says(Throwable cause, String words) {
    return cause.getMessage() != null && cause.getMessage().contains(words);
  }
}
