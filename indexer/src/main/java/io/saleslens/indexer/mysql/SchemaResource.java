package io.saleslens.indexer.mysql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The table as operators have it, for those who have none yet. */
final class SchemaResource {
  private static final String NAME = "platform_sales.sql";

  private SchemaResource() {}

  /** The statement that makes the table, with {@code {table}} for its name. */
  static String createTable() {
    try (InputStream in = SchemaResource.class.getResourceAsStream(NAME)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
