package io.saleslens.indexer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;

/** A row of the source, read: either a sale or refused. */
sealed interface Row {
  /** The sale's id; null only for a refused row without one. */
  String id();

  /**
   * A sale.
   *
   * @param id also the document's id
   * @param version when it changed last, microseconds since 1970
   * @param businessDate the day it counts for
   * @param document as it is written, UTF-8 JSON
   */
  record Sale(String id, long version, LocalDate businessDate, byte[] document) implements Row {}

  /**
   * A row that is no sale.
   *
   * @param reason why, naming the column
   * @param payload what the row held, masked
   */
  record Refused(String id, String reason, ObjectNode payload) implements Row {}
}
