package io.saleslens.indexer;

import java.util.List;

/**
 * What became of rejects that were dropped.
 *
 * @param dropped rejects
 * @param unknown ids of which there is no reject
 */
public record DropReport(long dropped, List<String> unknown) {
  public DropReport {
    unknown = List.copyOf(unknown);
  }
}
