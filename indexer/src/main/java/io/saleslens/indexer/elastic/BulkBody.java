package io.saleslens.indexer.elastic;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The operations of one bulk request as one contiguous NDJSON body. Not safe for threads. */
public final class BulkBody {
  private static final int USUAL_SIZE = 1 << 12;
  private static final byte[] VERSION = JsonBuffer.ascii(",\"version\":");
  private static final byte[] UNLESS_NEWER = JsonBuffer.ascii(",\"version_type\":\"external_gte\"");

  private final JsonBuffer bytes;
  private final List<String> ids = new ArrayList<>();

  /** Behind the last byte of each operation. */
  private int[] ends = new int[16];

  /** How an operation on {@code lastIndex} begins; most are on the index of the one before. */
  private byte[] lastBegin = {};

  private String lastKind = "";
  private String lastIndex = "";

  public BulkBody() {
    this(new JsonBuffer(USUAL_SIZE));
  }

  /**
   * @param bytes to write into, empty
   */
  BulkBody(JsonBuffer bytes) {
    this.bytes = bytes;
  }

  /** Writes a document, whatever stood there before. */
  public void index(String index, String id, byte[] document) {
    begin("index", index, id);
    end(id, document);
  }

  /** Writes a document unless a newer version of it stands there. */
  public void index(String index, String id, long version, byte[] document) {
    begin("index", index, id);
    unlessNewer(version);
    end(id, document);
  }

  /** Writes a document unless it was written since it was read. */
  public void index(String index, String id, long seqNo, long primaryTerm, byte[] document) {
    begin("index", index, id);
    asRead(seqNo, primaryTerm);
    end(id, document);
  }

  /** Deletes a document; its absence is no error. */
  public void delete(String index, String id) {
    begin("delete", index, id);
    end(id);
  }

  /** Deletes a document unless a newer version of it stands there. */
  public void delete(String index, String id, long version) {
    begin("delete", index, id);
    unlessNewer(version);
    end(id);
  }

  /** Deletes a document unless it was written since it was read. */
  public void delete(String index, String id, long seqNo, long primaryTerm) {
    begin("delete", index, id);
    asRead(seqNo, primaryTerm);
    end(id);
  }

  /** Sets the fields given and leaves the others; makes the document if it is absent. */
  public void merge(String index, String id, Object fields) {
    byte[] update =
        ("{\"doc_as_upsert\":true,\"doc\":" + Json.text(fields) + "}")
            .getBytes(StandardCharsets.UTF_8);
    begin("update", index, id);
    option(",\"retry_on_conflict\":5");
    end(id, update);
  }

  private void begin(String kind, String index, String id) {
    if (!kind.equals(lastKind) || !index.equals(lastIndex)) {
      lastBegin = JsonBuffer.ascii("{\"%s\":{\"_index\":\"%s\",\"_id\":".formatted(kind, index));
      lastKind = kind;
      lastIndex = index;
    }
    bytes.raw(lastBegin).string(id);
  }

  private void asRead(long seqNo, long primaryTerm) {
    option(",\"if_seq_no\":%d,\"if_primary_term\":%d".formatted(seqNo, primaryTerm));
  }

  private void unlessNewer(long version) {
    bytes.raw(VERSION).number(version).raw(UNLESS_NEWER);
  }

  private void option(String option) {
    bytes.raw(JsonBuffer.ascii(option));
  }

  private void end(String id, byte[] document) {
    bytes.raw('}').raw('}').raw('\n').raw(document).raw('\n');
    done(id);
  }

  private void end(String id) {
    bytes.raw('}').raw('}').raw('\n');
    done(id);
  }

  private void done(String id) {
    if (ids.size() == ends.length) {
      ends = Arrays.copyOf(ends, 2 * ends.length);
    }
    ends[ids.size()] = bytes.size();
    ids.add(id);
  }

  /** Size in bytes. */
  public int size() {
    return bytes.size();
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return ids.isEmpty();
  }

  int count() {
    return ids.size();
  }

  String idOf(int operation) {
    return ids.get(operation);
  }

  JsonBuffer bytes() {
    return bytes;
  }

  /** A new body of some of these operations. */
  BulkBody only(List<Integer> wanted) {
    BulkBody some = new BulkBody();
    for (int i : wanted) {
      some.bytes.raw(bytes.array(), i == 0 ? 0 : ends[i - 1], ends[i]);
      some.done(ids.get(i));
    }
    return some;
  }
}
