package io.saleslens.indexer.elastic;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.search.Hit;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes the stored documents of one day of a derived index equal to the computed ones: writes what
 * is new or differs, deletes what should not exist, leaves the rest untouched. Doing it twice does
 * nothing the second time. It can also tell the difference and change nothing.
 */
public final class DayReplacement {
  private final Elastic elastic;
  private final BulkWriter writer;
  private final Clock clock;
  private final String index;
  private final String dayField;
  private final String uniqueField;
  private final String stampField;

  /**
   * @param index alias of the derived index
   * @param dayField the field that says which day a document belongs to
   * @param uniqueField a field whose value no two documents of a day share
   * @param stampField the field that says when a document was first or last written; it is set here
   *     and does not count as a difference
   */
  public DayReplacement(
      Elastic elastic,
      BulkWriter writer,
      Clock clock,
      String index,
      String dayField,
      String uniqueField,
      String stampField) {
    this.elastic = elastic;
    this.writer = writer;
    this.clock = clock;
    this.index = index;
    this.dayField = dayField;
    this.uniqueField = uniqueField;
    this.stampField = stampField;
  }

  /** What becomes of the difference between stored and computed documents. */
  public enum Mode {
    /** It is removed: the stored documents are equal to the computed ones afterwards. */
    WRITE,
    /** It is counted and left as it is. */
    COMPARE
  }

  /**
   * What was done to a day, or would be.
   *
   * @param written documents new or changed
   * @param deleted documents that should not exist any more
   */
  public record Changes(long written, long deleted) {
    /** Nothing. */
    public static final Changes NONE = new Changes(0, 0);

    /** The sum of two. */
    public Changes plus(Changes other) {
      return new Changes(written + other.written, deleted + other.deleted);
    }
  }

  /**
   * @param computed records or trees by document id, without the stamp
   * @param mode whether to write, or only to count what would be written and deleted
   * @throws ElasticException if a document is refused
   */
  public Changes replace(LocalDate day, Map<String, ?> computed, Mode mode) {
    Map<String, ObjectNode> missing = new HashMap<>();
    // Through bytes, so that a number has the same node type here as in a stored document.
    computed.forEach((id, it) -> missing.put(id, (ObjectNode) Json.tree(Json.bytes(it))));
    Sender sender = new Sender(mode);
    Hits.forEach(
        elastic,
        index,
        Query.of(q -> q.term(t -> t.field(dayField).value(day.toString()))),
        uniqueField,
        hit -> {
          ObjectNode stored = hit.source();
          stored.remove(stampField);
          ObjectNode wanted = missing.get(hit.id());
          if (wanted == null) {
            sender.delete(hit);
          } else if (wanted.equals(stored)) {
            missing.remove(hit.id());
          }
        });
    missing.forEach(sender::write);
    sender.flush();
    return new Changes(sender.written, sender.deleted);
  }

  /** Counts operations and, if they are to be done, gathers them into bodies of a bounded size. */
  private final class Sender {
    private final Mode mode;
    private BulkBody writes = new BulkBody();
    private BulkBody deletes = new BulkBody();
    private long written;
    private long deleted;

    Sender(Mode mode) {
      this.mode = mode;
    }

    void write(String id, ObjectNode document) {
      written++;
      if (mode == Mode.WRITE) {
        document.put(stampField, clock.instant().toString());
        writes.index(index, id, Json.bytes(document));
        flushIfFull(writes);
      }
    }

    void delete(Hit<ObjectNode> hit) {
      deleted++;
      if (mode == Mode.WRITE) {
        deletes.delete(index, hit.id(), hit.seqNo(), hit.primaryTerm());
        flushIfFull(deletes);
      }
    }

    private void flushIfFull(BulkBody body) {
      if (body.size() >= writer.bodyBytes()) {
        flush();
      }
    }

    void flush() {
      // A document that was written since it was found has moved to another day a moment ago, as
      // a suspect sale does whose day changes: the search still shows it on the old day. Its delete
      // conflicts, and the document stays, as it must.
      writer.writeUnlessNewer(deletes);
      writer.writeAll(writes);
      deletes = new BulkBody();
      writes = new BulkBody();
    }
  }
}
