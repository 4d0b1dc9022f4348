package io.saleslens.indexer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.Json;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Neighbouring card keys.
 *
 * @param first the first of them
 * @param last the last of them, included
 */
record CardRange(long first, long last) {
  private static final BigInteger KEYS = BigInteger.ONE.shiftLeft(Long.SIZE);
  private static final BigInteger SMALLEST = BigInteger.valueOf(Long.MIN_VALUE);

  /** All card keys in so many ranges of one size. */
  static List<CardRange> split(int ranges) {
    List<CardRange> all = new ArrayList<>(ranges);
    for (int i = 0; i < ranges; i++) {
      all.add(new CardRange(start(i, ranges).longValue(), end(i, ranges)));
    }
    return all;
  }

  private static BigInteger start(int range, int ranges) {
    return SMALLEST.add(
        KEYS.multiply(BigInteger.valueOf(range)).divide(BigInteger.valueOf(ranges)));
  }

  private static long end(int range, int ranges) {
    return start(range + 1, ranges).subtract(BigInteger.ONE).longValue();
  }

  /** Finds the sales of the cards; not those without a card. */
  ObjectNode query() {
    ObjectNode query = Json.mapper().createObjectNode();
    query.putObject("range").putObject("card_key").put("gte", first).put("lte", last);
    return query;
  }
}
