package io.saleslens.indexer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.settings.Shown;
import java.time.LocalDate;

/** A row of the source, read: either a sale or refused. */
sealed interface Row {
  /** The sale's id; null only for a refused row without one. */
  String id();

  /** When the row changed last, microseconds since 1970. */
  long version();

  /**
   * A sale.
   *
   * @param id also the document's id
   * @param version also the document's version
   * @param businessDate the day it counts for
   * @param group it alone: what the numbers are made from
   * @param document as it is written, UTF-8 JSON
   */
  record Sale(String id, long version, LocalDate businessDate, SaleGroup group, byte[] document)
      implements Row {}

  /**
   * A row that is no sale.
   *
   * @param version as of a sale; 0 if the row was refused before it was known
   * @param reason why, naming the column; see {@link Shown}
   * @param payload what the row held, masked
   */
  record Refused(String id, long version, String reason, ObjectNode payload) implements Row {
    public Refused {
      reason = Shown.of(reason);
    }
  }
}
