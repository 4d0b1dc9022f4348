package io.saleslens.indexer.elastic;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of the operations of a bulk request.
 *
 * @param done written or deleted
 * @param alreadyNewer left alone because a newer version stands there
 * @param rejected refused for good, because of the document itself
 */
public record BulkOutcome(long done, long alreadyNewer, List<Rejection> rejected) {
  static final BulkOutcome NOTHING = new BulkOutcome(0, 0, List.of());

  /**
   * An operation that Elasticsearch refused.
   *
   * @param id of the document
   * @param reason in Elasticsearch's words
   */
  public record Rejection(String id, String reason) {}

  public BulkOutcome {
    rejected = List.copyOf(rejected);
  }

  BulkOutcome plus(BulkOutcome other) {
    List<Rejection> both = new ArrayList<>(rejected);
    both.addAll(other.rejected);
    return new BulkOutcome(done + other.done, alreadyNewer + other.alreadyNewer, both);
  }
}
