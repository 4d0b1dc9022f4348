package io.saleslens.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.saleslens.indexer.elastic.Json;
import java.io.IOException;
import java.io.OutputStream;

/** Items as JSON, each on a line of its own. */
final class NdjsonRows<T> implements Rows<T> {
  private static final ObjectWriter WRITER =
      Json.mapper().writer().without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);

  private final JsonGenerator out;

  NdjsonRows(OutputStream out) throws IOException {
    this.out = WRITER.createGenerator(out).setRootValueSeparator(null);
  }

  @Override
  public void write(T item) throws IOException {
    WRITER.writeValue(out, item);
    out.writeRaw('\n');
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void end() throws IOException {
    out.flush();
  }
}
