package io.saleslens.api;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.saleslens.indexer.elastic.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Function;

/**
 * Items as one JSON array.
 *
 * @param row what is shown of an item
 */
record JsonArrayRows<T>(SequenceWriter out, Function<T, ?> row) implements Rows<T> {
  private static final ObjectWriter WRITER =
      Json.mapper().writer().without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);

  static <T> JsonArrayRows<T> to(OutputStream out, Function<T, ?> row) throws IOException {
    return new JsonArrayRows<>(WRITER.writeValuesAsArray(out), row);
  }

  @Override
  public void write(T item) throws IOException {
    out.write(row.apply(item));
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void end() throws IOException {
    out.close();
  }
}
