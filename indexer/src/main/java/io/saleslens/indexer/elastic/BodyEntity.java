package io.saleslens.indexer.elastic;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.apache.http.entity.AbstractHttpEntity;
import org.apache.http.entity.ContentType;
import org.apache.http.nio.ContentEncoder;
import org.apache.http.nio.IOControl;
import org.apache.http.nio.entity.HttpAsyncContentProducer;

/**
 * The beginning of an array as the body of a request, handed to the socket piece by piece. Of a
 * piece the JDK makes a copy outside the heap before the socket takes what it has room for; of the
 * whole body it would do so over and over.
 */
final class BodyEntity extends AbstractHttpEntity implements HttpAsyncContentProducer {
  private static final int PIECE = 128 << 10;

  private final byte[] bytes;
  private final int length;
  private final ByteBuffer rest;

  /**
   * @param bytes not to be changed until the request is done
   * @param length how many of them are the body
   */
  BodyEntity(byte[] bytes, int length, ContentType type) {
    this.bytes = bytes;
    this.length = length;
    this.rest = ByteBuffer.wrap(bytes, 0, length);
    setContentType(type.toString());
  }

  @Override
  public void produceContent(ContentEncoder encoder, IOControl control) throws IOException {
    int written;
    do {
      rest.limit(Math.min(length, rest.position() + PIECE));
      written = encoder.write(rest);
    } while (written > 0 && rest.position() < length);
    if (rest.position() == length) {
      encoder.complete();
    }
  }

  /** At the end of an attempt; the next one begins anew. */
  @Override
  public void close() {
    rest.rewind();
  }

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public boolean isStreaming() {
    return false;
  }

  @Override
  public long getContentLength() {
    return length;
  }

  @Override
  public InputStream getContent() {
    return new ByteArrayInputStream(bytes, 0, length);
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }
}
