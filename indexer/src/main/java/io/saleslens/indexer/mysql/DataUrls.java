package io.saleslens.indexer.mysql;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.net.spi.URLStreamHandlerProvider;
import java.util.Base64;

/**
 * Lets this JVM read {@code data:} URLs (RFC 2397, Base64 only). Connector/J takes certificates by
 * URL alone, again for every connection; so they need no temporary file.
 */
public final class DataUrls extends URLStreamHandlerProvider {
  private static final String PREFIX = "data:;base64,";

  /** Made by the JVM, as META-INF/services says. */
  public DataUrls() {}

  static String of(byte[] content) {
    return PREFIX + Base64.getEncoder().encodeToString(content);
  }

  @Override
  public URLStreamHandler createURLStreamHandler(String protocol) {
    return "data".equals(protocol) ? new Handler() : null;
  }

  private static final class Handler extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL url) {
      return new Connection(url);
    }
  }

  private static final class Connection extends URLConnection {
    Connection(URL url) {
      super(url);
    }

    @Override
    public void connect() {}

    @Override
    public InputStream getInputStream() {
      String content = getURL().toString().substring(PREFIX.length());
      return new ByteArrayInputStream(Base64.getDecoder().decode(content));
    }
  }
}
