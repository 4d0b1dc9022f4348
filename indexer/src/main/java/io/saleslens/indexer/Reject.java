package io.saleslens.indexer;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A row that was refused.
 *
 * @param documentId in {@code platform_rejects}: the table, a bar, and the sale's id
 * @param source the table
 * @param id of the sale; for a row without one a name made from what it holds
 * @param reason why, naming the column
 * @param rejectedAt when it was refused last
 * @param payload what the row held, card numbers masked
 */
public record Reject(
    String documentId,
    String source,
    String id,
    String reason,
    Instant rejectedAt,
    JsonNode payload) {

  /** Whether the row has an id by which it can be read again. */
  public boolean isReplayable() {
    return !id.startsWith(Rejects.WITHOUT_ID);
  }
}
