package io.saleslens.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate authority of one sandbox and the certificate it signed for its servers, made anew
 * by the JDK's keytool at each start. The authority's key is thrown away.
 */
final class Certificates {
  private static final String CA = "ca";
  private static final String SERVER = "server";

  /** Of the trust store, in which nothing is secret. */
  private static final String STORE_PASSWORD = "certificates";

  private static final int LIMIT_SECONDS = 60;

  private final Path folder;
  private final Certificate ca;
  private final Certificate server;
  private final Key serverKey;

  private Certificates(Path folder, KeyStore made, char[] password)
      throws GeneralSecurityException {
    this.folder = folder;
    this.ca = made.getCertificate(CA);
    this.server = made.getCertificate(SERVER);
    this.serverKey = made.getKey(SERVER, password);
  }

  /** Makes them for the servers of a folder. */
  static Certificates of(Path folder) throws IOException, InterruptedException {
    Path keys = folder.resolve("keys.p12");
    String password = PrivateFile.password(folder.resolve("keys.password"));
    try {
      Files.deleteIfExists(keys);
      make(keys, password, CA, "-ext", "bc:c=ca:true,pathlen:0");
      make(keys, password, SERVER, "-signer", CA, "-ext", "san=ip:127.0.0.1,dns:localhost");
      Certificates made =
          new Certificates(
              folder,
              KeyStore.getInstance(keys.toFile(), password.toCharArray()),
              password.toCharArray());
      made.writeTrusted();
      return made;
    } catch (GeneralSecurityException e) {
      throw new IOException("The certificates of the sandbox could not be made", e);
    } finally {
      Files.deleteIfExists(keys);
      Files.deleteIfExists(folder.resolve("keys.password"));
    }
  }

  private static void make(Path keys, String password, String alias, String... more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", alias, "-keyalg", "EC"));
    command.addAll(List.of("-groupname", "secp256r1", "-validity", "3650"));
    command.addAll(List.of("-dname", "CN=Saleslens sandbox " + alias));
    command.addAll(List.of("-keystore", keys.toString(), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass:env", "STORE_PASSWORD"));
    command.addAll(List.of(more));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("STORE_PASSWORD", password);
    Process keytool = builder.start();
    try {
      // what it says fits into the pipe
      if (!keytool.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
        throw new IOException("keytool made no certificate; it said: " + said(keytool));
      }
    } finally {
      keytool.destroyForcibly();
    }
  }

  private static String said(Process keytool) throws IOException {
    keytool.destroyForcibly();
    try (InputStream out = keytool.getInputStream()) {
      return new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void writeTrusted() throws IOException, GeneralSecurityException {
    Files.writeString(caFile(), pem("CERTIFICATE", ca.getEncoded()));
    Files.deleteIfExists(trustStoreFile());
    try (OutputStream out = Files.newOutputStream(trustStoreFile())) {
      trustStore().store(out, STORE_PASSWORD.toCharArray());
    }
    for (Path file : List.of(caFile(), trustStoreFile())) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }
  }

  /** Writes {@code ca.pem}, {@code server.pem} and {@code server.key} where a server reads them. */
  void write(Path config) throws IOException {
    try {
      writeOwned(config.resolve("ca.pem"), pem("CERTIFICATE", ca.getEncoded()));
      writeOwned(config.resolve("server.pem"), pem("CERTIFICATE", server.getEncoded()));
      writeOwned(config.resolve("server.key"), pem("PRIVATE KEY", serverKey.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static void writeOwned(Path file, String text) throws IOException {
    ChildUser.own(PrivateFile.write(file, text));
  }

  private static String pem(String type, byte[] content) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(type, lines);
  }

  /** The authority as clients read it. */
  Path caFile() {
    return folder.resolve("ca.pem");
  }

  /** Parameters that make Connector/J verify the server. */
  String driverParameters() {
    return "sslMode=VERIFY_IDENTITY&trustCertificateKeyStoreType=PKCS12&trustCertificateKeyStoreUrl=%s&trustCertificateKeyStorePassword=%s"
        .formatted(trustStoreFile().toUri(), STORE_PASSWORD);
  }

  /** Sockets that verify the server. */
  SSLSocketFactory sockets() {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trustStore());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("TLS cannot be set up", e);
    }
  }

  private Path trustStoreFile() {
    return folder.resolve("ca.p12");
  }

  private KeyStore trustStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry(CA, ca);
    return store;
  }
}
