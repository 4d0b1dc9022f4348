package io.saleslens.indexer;

import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Remembers when all numbers were last compared with MySQL, and whether they agreed. */
public final class Proofs {
  static final String NAME = "proof";

  private final StateStore state;

  /**
   * @param names for writing those of a lease
   */
  public Proofs(Elastic elastic, IndexNames names, Clock clock) {
    this.state = new StateStore(elastic, names.state(), clock);
  }

  /**
   * @param begunAt when the comparison began
   * @param clean whether everything agreed, or does so now
   */
  record Proof(Instant begunAt, boolean clean) {
    Optional<Instant> verifiedAt() {
      return clean ? Optional.of(begunAt) : Optional.empty();
    }
  }

  /** Keeps what a comparison of everything came to. */
  public void keep(Instant begunAt, boolean clean) {
    state.saveVisibly(NAME, new Proof(begunAt, clean));
  }

  /**
   * When the last comparison of everything began, if it found that all agrees; empty if there was
   * none, or if it found differences that stand.
   */
  public Optional<Instant> verifiedAt() {
    return state.load(NAME, Proof.class).flatMap(Proof::verifiedAt);
  }
}
