package io.saleslens.indexer;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.BulkBody;
import io.saleslens.indexer.elastic.BulkWriter;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.Hits;
import io.saleslens.indexer.elastic.Indices;
import io.saleslens.indexer.elastic.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The rows that were refused, with reason and masked payload, in {@code platform_rejects}. A row
 * that turns out well later leaves it.
 */
final class Rejects {
  /** What the id of a reject begins with whose row has none. */
  static final String WITHOUT_ID = "without-id-";

  private static final int LONGEST_ID = 512;

  private final Elastic elastic;
  private final BulkWriter writer;
  private final String index;
  private final String source;
  private final Clock clock;

  /** Shared by the thread that reads and those that write. */
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /**
   * @param source the table
   */
  Rejects(Elastic elastic, BulkWriter writer, String index, String source, Clock clock) {
    this.elastic = elastic;
    this.writer = writer;
    this.index = index;
    this.source = source;
    this.clock = clock;
  }

  /** Reads which rows of this source are rejected at the moment. */
  void load(Indices indices) {
    indices.refresh(index);
    Hits.forEach(
        elastic,
        index,
        Query.of(q -> q.term(t -> t.field("source").value(source))),
        "id",
        hit -> known.add(hit.source().path("id").asText()));
  }

  /** Keeps refused rows; on return they are durable. */
  void add(Collection<Row.Refused> rows) {
    BulkBody body = new BulkBody();
    for (Row.Refused row : rows) {
      String id = row.id() == null ? WITHOUT_ID + fingerprint(row) : row.id();
      body.index(index, documentId(id), document(id, row));
      known.add(id);
    }
    writer.writeAll(body);
  }

  /** Equal rows without an id share one document, so that a replay adds nothing. */
  private static String fingerprint(Row.Refused row) {
    byte[] payload = row.payload().toString().getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(payload).toString();
  }

  private byte[] document(String id, Row.Refused row) {
    ObjectNode document = Json.mapper().createObjectNode();
    document.put("source", source);
    document.put("id", id);
    document.put("reason", row.reason());
    document.set("payload", row.payload());
    document.put("rejected_at", clock.instant().toString());
    return Json.bytes(document);
  }

  /** Forgets rows that are fine now, or gone. */
  void settle(Stream<String> ids) {
    if (known.isEmpty()) {
      return;
    }
    BulkBody body = new BulkBody();
    ids.filter(known::remove).forEach(id -> body.delete(index, documentId(id)));
    writer.writeAll(body);
  }

  private String documentId(String id) {
    return documentId(source, id);
  }

  static String documentId(String source, String id) {
    String readable = source + "|" + id;
    byte[] bytes = readable.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= LONGEST_ID
        ? readable
        : source + "|" + UUID.nameUUIDFromBytes(bytes).toString();
  }
}
