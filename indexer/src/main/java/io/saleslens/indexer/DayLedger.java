package io.saleslens.indexer;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.saleslens.indexer.elastic.BulkBody;
import io.saleslens.indexer.elastic.BulkWriter;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.Hits;
import io.saleslens.indexer.elastic.Indices;
import io.saleslens.indexer.elastic.Json;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The day ledger, {@code platform_days}: which business days have sales, and whether their numbers
 * are computed from them or have to be computed again.
 *
 * <p>A day is marked dirty, durably, before any of its sales is written and so before the
 * checkpoint moves. The mark is taken off only if no newer one came meanwhile. A crash at any point
 * leaves a day dirty that may not be, never the other way round.
 */
public final class DayLedger {
  private final Elastic elastic;
  private final BulkWriter writer;
  private final Indices indices;
  private final String index;
  private final Clock clock;

  /**
   * @param index alias of the ledger
   */
  public DayLedger(Elastic elastic, BulkWriter writer, Indices indices, String index, Clock clock) {
    this.elastic = elastic;
    this.writer = writer;
    this.indices = indices;
    this.index = index;
    this.clock = clock;
  }

  /**
   * A day's numbers over all stores, as they are kept in the ledger.
   *
   * @param sales documents of the day
   * @param stores stores with a counted sale
   * @param counted counted sales
   * @param totalSale sum of their amounts, minor units
   * @param numCustomer sum of the stores' customers
   * @param numCanceled canceled sales
   * @param canceledSale absolute sum of their amounts, minor units
   */
  public record Totals(
      long sales,
      long stores,
      long counted,
      long totalSale,
      long numCustomer,
      long numCanceled,
      long canceledSale) {}

  /**
   * A mark as it was read; needed to take it off.
   *
   * @param seqNo and
   * @param primaryTerm say which write of the ledger's document was seen
   * @param syncedAt when a change of the day came last, null if unknown
   */
  public record Mark(long seqNo, long primaryTerm, Instant syncedAt) {}

  /** Marks days dirty. On return the marks are durable. */
  public void mark(Collection<LocalDate> days) {
    BulkBody body = new BulkBody();
    for (LocalDate day : days) {
      body.merge(
          index,
          day.toString(),
          Map.of(
              "date", day.toString(),
              "dirty", true,
              "mark", UUID.randomUUID().toString(),
              "synced_at", clock.instant().toString()));
    }
    if (!body.isEmpty()) {
      writer.writeAll(body);
    }
  }

  /** All dirty days in order, each with its mark. */
  public TreeMap<LocalDate, Mark> dirty() {
    return read(Query.of(q -> q.term(t -> t.field("dirty").value(FieldValue.of(true)))));
  }

  /** Those of some days that the ledger knows, dirty or not, each with its mark. */
  public TreeMap<LocalDate, Mark> of(Collection<LocalDate> days) {
    if (days.isEmpty()) {
      return new TreeMap<>();
    }
    List<FieldValue> dates = days.stream().map(day -> FieldValue.of(day.toString())).toList();
    return read(Query.of(q -> q.terms(t -> t.field("date").terms(v -> v.value(dates)))));
  }

  private TreeMap<LocalDate, Mark> read(Query query) {
    indices.refresh(index);
    TreeMap<LocalDate, Mark> days = new TreeMap<>();
    Hits.forEach(
        elastic,
        index,
        query,
        "date",
        hit -> {
          String syncedAt = hit.source().path("synced_at").asText(null);
          days.put(
              LocalDate.parse(hit.id()),
              new Mark(
                  hit.seqNo(),
                  hit.primaryTerm(),
                  syncedAt == null ? null : Instant.parse(syncedAt)));
        });
    return days;
  }

  /**
   * Takes marks off and keeps the days' numbers; a day without sales leaves the ledger.
   *
   * @param marks of these days, and maybe of others
   * @param totals by day
   * @return how many days are still dirty because they were marked again meanwhile
   */
  public long clean(Map<LocalDate, Mark> marks, Map<LocalDate, Totals> totals) {
    BulkBody body = new BulkBody();
    totals.forEach((day, numbers) -> clean(body, day, marks.get(day), numbers));
    return body.isEmpty() ? 0 : writer.writeUnlessNewer(body).alreadyNewer();
  }

  private void clean(BulkBody body, LocalDate day, Mark mark, Totals totals) {
    if (totals.sales() == 0) {
      body.delete(index, day.toString(), mark.seqNo(), mark.primaryTerm());
    } else {
      Entry entry = new Entry(day, false, mark.syncedAt(), clock.instant(), totals);
      body.index(index, day.toString(), mark.seqNo(), mark.primaryTerm(), Json.bytes(entry));
    }
  }

  /** The ledger's document of a clean day. */
  private record Entry(
      LocalDate date,
      boolean dirty,
      Instant syncedAt,
      Instant computedAt,
      @JsonUnwrapped Totals totals) {}
}
