package io.saleslens.indexer.elastic;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.search.Hit;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the stored documents of one day of a derived index equal to the computed ones: writes what
 * is new or differs, deletes what should not exist, leaves the rest untouched. Doing it twice does
 * nothing the second time. It can also tell the difference and change nothing.
 */
public final class DayReplacement {
  private final Elastic elastic;
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
      Clock clock,
      String index,
      String dayField,
      String uniqueField,
      String stampField) {
    this.elastic = elastic;
    this.clock = clock;
    this.index = index;
    this.dayField = dayField;
    this.uniqueField = uniqueField;
    this.stampField = stampField;
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
   * Begins to go through days, each at most once.
   *
   * @param writes takes what is to be written and deleted; empty if the difference is only counted
   *     and left as it is
   */
  public Pass begin(Optional<BulkQueue> writes) {
    return new Pass(writes, Hits.isEmpty(elastic, index));
  }

  /** A way through days. */
  public final class Pass {
    private final Optional<BulkQueue> writes;
    private final boolean nothingStored;

    private Pass(Optional<BulkQueue> writes, boolean nothingStored) {
      this.writes = writes;
      this.nothingStored = nothingStored;
    }

    /**
     * Makes the stored documents of a day equal to the computed ones, or only compares them.
     *
     * @param computed records or trees by document id, without the stamp
     */
    public Changes replace(LocalDate day, Map<String, ?> computed) throws InterruptedException {
      Set<String> unchanged = new HashSet<>();
      List<Hit<ObjectNode>> surplus = new ArrayList<>();
      if (!nothingStored) {
        compare(day, computed, unchanged, surplus);
      }
      if (writes.isPresent()) {
        write(writes.get(), computed, unchanged);
        delete(writes.get(), surplus);
      }
      return new Changes((long) computed.size() - unchanged.size(), surplus.size());
    }

    private void compare(
        LocalDate day,
        Map<String, ?> computed,
        Set<String> unchanged,
        List<Hit<ObjectNode>> surplus) {
      Hits.forEach(
          elastic,
          index,
          Query.of(q -> q.term(t -> t.field(dayField).value(day.toString()))),
          uniqueField,
          hit -> {
            Object wanted = computed.get(hit.id());
            if (wanted == null) {
              surplus.add(hit);
            } else if (isStored(wanted, hit.source())) {
              unchanged.add(hit.id());
            }
          });
    }

    private boolean isStored(Object wanted, ObjectNode stored) {
      stored.remove(stampField);
      // Through bytes, so that a number has the same node type here as in a stored document.
      return Json.tree(Json.bytes(wanted)).equals(stored);
    }

    private void write(BulkQueue queue, Map<String, ?> computed, Set<String> unchanged)
        throws InterruptedException {
      byte[] stamp =
          ",\"%s\":\"%s\"}".formatted(stampField, clock.instant()).getBytes(StandardCharsets.UTF_8);
      for (Map.Entry<String, ?> document : computed.entrySet()) {
        if (!unchanged.contains(document.getKey())) {
          queue.index(index, document.getKey(), stamped(Json.bytes(document.getValue()), stamp));
        }
      }
    }

    /** The stamp takes the place of the closing brace. */
    private static byte[] stamped(byte[] document, byte[] stamp) {
      byte[] stamped = Arrays.copyOf(document, document.length - 1 + stamp.length);
      System.arraycopy(stamp, 0, stamped, document.length - 1, stamp.length);
      return stamped;
    }

    /**
     * A document that was written since it was found has moved to another day a moment ago, as a
     * suspect sale does whose day changes: the search still shows it on the old day. Its delete
     * conflicts, and the document stays, as it must, in whichever order the two are done.
     */
    private void delete(BulkQueue queue, List<Hit<ObjectNode>> surplus)
        throws InterruptedException {
      for (Hit<ObjectNode> hit : surplus) {
        queue.delete(index, hit.id(), hit.seqNo(), hit.primaryTerm());
      }
    }
  }
}
