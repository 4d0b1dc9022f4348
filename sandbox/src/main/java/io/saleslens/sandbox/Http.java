package io.saleslens.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * Small bounded requests; HttpClient would leave a thread behind, because Java 17 cannot close it.
 */
final class Http {
  private static final int CONNECT_MILLIS = 2_000;
  private static final int READ_MILLIS = 30_000;

  private Http() {}

  /** An answer, whatever its status. */
  record Answer(int status, String body) {
    boolean ok() {
      return status / 100 == 2;
    }
  }

  /**
   * How a server is reached.
   *
   * @param sockets verify it
   * @param authorization header; null for a server that is open, as are {@code sockets} then
   */
  record Access(SSLSocketFactory sockets, String authorization) {
    static final Access OPEN = new Access(null, null);

    @Override
    public String toString() {
      return authorization == null ? "open" : "secured";
    }
  }

  static Answer get(URI uri) throws IOException {
    return request("GET", uri, Access.OPEN);
  }

  static Answer request(String method, URI uri, Access access) throws IOException {
    HttpURLConnection connection = connection(uri, access);
    connection.setRequestMethod(method);
    return answer(connection);
  }

  static HttpURLConnection connection(URI uri, Access access) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(READ_MILLIS);
    if (access.authorization() != null) {
      ((HttpsURLConnection) connection).setSSLSocketFactory(access.sockets());
      connection.setRequestProperty("Authorization", access.authorization());
    }
    return connection;
  }

  static Answer answer(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    try (InputStream body =
        status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
      String text = body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(status, text);
    }
  }
}
