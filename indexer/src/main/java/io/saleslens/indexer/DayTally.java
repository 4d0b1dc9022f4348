package io.saleslens.indexer;

import io.saleslens.indexer.SalesCheckReport.Side;
import io.saleslens.indexer.SalesCheckReport.Sum;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Adds up the sales of a day as they come, in any order. Two tallies are alike if number and sum of
 * the amounts are the same in each state, and if the sales are: that is told by a fingerprint, the
 * sum of a hash of each sale, two times 64 bits. Not safe for threads.
 */
final class DayTally {
  private static final int FIXED_BYTES = 2 * Long.BYTES + Integer.BYTES + 2;

  private final State counted = new State();
  private final State canceled = new State();
  private final State other = new State();
  private long fingerprintHigh;
  private long fingerprintLow;
  private final MessageDigest sha256 = sha256();

  /** Sales of one state. */
  private static final class State {
    private long number;
    private BigInteger amount = BigInteger.ZERO;

    void add(long one) {
      number++;
      amount = amount.add(BigInteger.valueOf(one));
    }

    Sum sum() {
      return new Sum(number, amount);
    }
  }

  /**
   * @param sale as a group of one
   */
  void add(String id, SaleGroup sale) {
    stateOf(sale).add(sale.amount());
    ByteBuffer hash = ByteBuffer.wrap(hash(id, sale));
    fingerprintHigh += hash.getLong();
    fingerprintLow += hash.getLong();
  }

  private State stateOf(SaleGroup sale) {
    if (sale.isCanceled()) {
      return canceled;
    }
    return sale.isCounted() ? counted : other;
  }

  private byte[] hash(String id, SaleGroup sale) {
    byte[] texts = (id + sale.storeId()).getBytes(StandardCharsets.UTF_8);
    ByteBuffer facts = ByteBuffer.allocate(FIXED_BYTES + texts.length);
    facts.putLong(sale.amount());
    facts.putLong(sale.cardKey().orElse(0L));
    facts.put((byte) (sale.cardKey().isPresent() ? 1 : 0));
    facts.put((byte) (sale.canceled().isEmpty() ? 2 : sale.isCanceled() ? 1 : 0));
    facts.putInt(id.length());
    facts.put(texts);
    return sha256.digest(facts.array());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }

  boolean isAlike(DayTally it) {
    return side().equals(it.side())
        && fingerprintHigh == it.fingerprintHigh
        && fingerprintLow == it.fingerprintLow;
  }

  Side side() {
    return new Side(counted.sum(), canceled.sum(), other.sum());
  }
}
