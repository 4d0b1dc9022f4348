package io.saleslens.indexer.elastic;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * Gathers operations, to whatever index they are, into bodies of a good size and sends them in the
 * background, in no order. Holds one body and those in flight. Nothing is sure to be written until
 * {@link #finish}. Not safe for threads.
 */
public final class BulkQueue {
  private final BulkWriter writer;
  private final Deque<CompletableFuture<BulkOutcome>> underWay = new ArrayDeque<>();
  private BulkBody body;

  public BulkQueue(BulkWriter writer) {
    this.writer = writer;
    this.body = writer.newBody();
  }

  /** Writes a document, whatever stood there before. */
  void index(String index, String id, byte[] document) throws InterruptedException {
    body.index(index, id, document);
    sendIfFull();
  }

  /** Deletes a document unless it was written since it was read. */
  void delete(String index, String id, long seqNo, long primaryTerm) throws InterruptedException {
    body.delete(index, id, seqNo, primaryTerm);
    sendIfFull();
  }

  private void sendIfFull() throws InterruptedException {
    if (body.size() >= writer.bodyBytes()) {
      send();
    }
  }

  private void send() throws InterruptedException {
    while (!underWay.isEmpty() && underWay.peek().isDone()) {
      await(underWay.remove());
    }
    underWay.add(writer.submit(body));
    body = writer.newBody();
  }

  /**
   * Sends the rest and waits until all is written.
   *
   * @throws ElasticException if a document was refused or a request failed
   * @throws InterruptedException if interrupted; some may be written and some not
   */
  public void finish() throws InterruptedException {
    send();
    while (!underWay.isEmpty()) {
      await(underWay.remove());
    }
  }

  private void await(CompletableFuture<BulkOutcome> sent) throws InterruptedException {
    try {
      writer.requireAccepted(sent.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new CompletionException(e.getCause());
    }
  }
}
