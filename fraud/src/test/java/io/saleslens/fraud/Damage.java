package io.saleslens.fraud;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.Elastic;

/** Changes documents behind the product's back. */
final class Damage {
  private final Elastic elastic;
  private final String index;

  Damage(Elastic elastic, String index) {
    this.elastic = elastic;
    this.index = index;
  }

  /** Writes a document, over another or anew. */
  void write(String id, ObjectNode document) {
    elastic.ask("damage", client -> client.index(i -> i.index(index).id(id).document(document)));
  }

  /** Deletes a document. */
  void delete(String id) {
    elastic.ask("damage", client -> client.delete(d -> d.index(index).id(id)));
  }
}
