package io.saleslens.indexer.elastic;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The operations of one bulk request as one contiguous NDJSON body. Not safe for threads. */
public final class BulkBody {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
  private final List<Operation> operations = new ArrayList<>();

  /**
   * Where an operation stands in the body.
   *
   * @param id of the document
   * @param start first byte
   * @param end behind the last byte
   */
  private record Operation(String id, int start, int end) {}

  /** Writes a document, whatever stood there before. */
  public void index(String index, String id, byte[] document) {
    add(id, action("index", index, id, ""), document);
  }

  /** Writes a document unless a newer version of it stands there. */
  public void index(String index, String id, long version, byte[] document) {
    add(id, action("index", index, id, external(version)), document);
  }

  /** Deletes a document; its absence is no error. */
  public void delete(String index, String id) {
    add(id, action("delete", index, id, ""), null);
  }

  /** Deletes a document unless a newer version of it stands there. */
  public void delete(String index, String id, long version) {
    add(id, action("delete", index, id, external(version)), null);
  }

  /** Deletes a document unless it was written since it was read. */
  public void delete(String index, String id, long seqNo, long primaryTerm) {
    String asRead = ",\"if_seq_no\":%d,\"if_primary_term\":%d".formatted(seqNo, primaryTerm);
    add(id, action("delete", index, id, asRead), null);
  }

  /** Sets the fields given and leaves the others; makes the document if it is absent. */
  public void merge(String index, String id, Object fields) {
    byte[] update =
        ("{\"doc_as_upsert\":true,\"doc\":" + Json.text(fields) + "}")
            .getBytes(StandardCharsets.UTF_8);
    add(id, action("update", index, id, ",\"retry_on_conflict\":5"), update);
  }

  private static String external(long version) {
    return ",\"version\":" + version + ",\"version_type\":\"external_gte\"";
  }

  private static String action(String kind, String index, String id, String options) {
    return "{\"%s\":{\"_index\":\"%s\",\"_id\":\"%s\"%s}}\n"
        .formatted(
            kind, index, new String(JsonStringEncoder.getInstance().quoteAsString(id)), options);
  }

  private void add(String id, String action, byte[] document) {
    int start = bytes.size();
    bytes.writeBytes(action.getBytes(StandardCharsets.UTF_8));
    if (document != null) {
      bytes.writeBytes(document);
      bytes.write('\n');
    }
    operations.add(new Operation(id, start, bytes.size()));
  }

  /** Size in bytes. */
  public int size() {
    return bytes.size();
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return operations.isEmpty();
  }

  int count() {
    return operations.size();
  }

  String idOf(int operation) {
    return operations.get(operation).id();
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  /** A new body of some of these operations. */
  BulkBody only(List<Integer> wanted) {
    byte[] all = toBytes();
    BulkBody some = new BulkBody();
    for (int i : wanted) {
      Operation operation = operations.get(i);
      int start = some.bytes.size();
      some.bytes.write(all, operation.start(), operation.end() - operation.start());
      some.operations.add(new Operation(operation.id(), start, some.bytes.size()));
    }
    return some;
  }
}
