package io.saleslens.indexer.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * What a server speaks TLS with: a certificate that it signed itself.
 *
 * @param context with the certificate and its key
 * @param certificate a PEM file
 */
public record SelfSigned(SSLContext context, Path certificate) {
  private static final String PASSWORD = "of no worth";
  private static final String ALIAS = "server";

  /**
   * @param folder where its files are made
   * @param subject whom it names, as in {@code CN=other.example}
   * @param address what it is good for, as in {@code dns:other.example} or {@code ip:127.0.0.1}
   */
  public static SelfSigned in(Path folder, String subject, String address)
      throws IOException, GeneralSecurityException, InterruptedException {
    KeyStore keys = keys(folder.resolve("keys.p12"), subject, address);
    Path certificate =
        Files.writeString(
            folder.resolve("certificate.pem"),
            "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                .formatted(
                    Base64.getMimeEncoder()
                        .encodeToString(keys.getCertificate(ALIAS).getEncoded())));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return new SelfSigned(context, certificate);
  }

  private static KeyStore keys(Path file, String subject, String address)
      throws IOException, GeneralSecurityException, InterruptedException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-dname",
                subject,
                "-ext",
                "san=" + address,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor()).isZero();
    return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
  }
}
