package io.saleslens.bench.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.aov.AovIndex;
import io.saleslens.fraud.FraudIndex;
import io.saleslens.indexer.SalesIndex;
import io.saleslens.indexer.elastic.BulkBody;
import io.saleslens.indexer.elastic.BulkWriter;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Indices;
import io.saleslens.indexer.elastic.Json;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * Writes made-up lists: daily AOV, weekly AOV and suspects, day by day as a refresh does. Each day
 * has all stores; suspects come in groups of one card, and few stores have many of them.
 */
public final class ListDocuments {
  private static final int GROUP = 4;
  private static final int BODIES_IN_FLIGHT = 4;
  private static final LocalDate FIRST = LocalDate.parse("2024-01-01");
  private static final String NOW = "2026-01-01T00:00:00Z";

  private final Elastic elastic;
  private final IndexNames names;
  private final Indices indices;
  private final int stores;
  private final long documents;
  private final long suspects;
  private final SplittableRandom random = new SplittableRandom(1);

  /**
   * @param documents daily ones, and weekly ones
   */
  public ListDocuments(
      Elastic elastic, IndexNames names, int stores, long documents, long suspects) {
    this.elastic = elastic;
    this.names = names;
    this.indices = new Indices(elastic);
    this.stores = stores;
    this.documents = documents;
    this.suspects = suspects;
  }

  public int stores() {
    return stores;
  }

  public LocalDate firstDay() {
    return FIRST;
  }

  /** The last day may have less than the others. */
  public int days() {
    return (int) ((documents + stores - 1) / stores);
  }

  /** Makes the indices, writes all, and makes it visible. */
  public void write() throws InterruptedException {
    SalesIndex.definitions(names).forEach(indices::init);
    AovIndex.definitions(names).forEach(indices::init);
    FraudIndex.definitions(names).forEach(indices::init);
    try (BulkWriter writer = new BulkWriter(elastic)) {
      Bodies bodies = new Bodies(writer);
      bodies.add(names.state(), "watermark", watermark());
      for (int i = 0; i < days(); i++) {
        LocalDate day = FIRST.plusDays(i);
        int wanted = (int) Math.min(stores, documents - (long) i * stores);
        bodies.add(names.days(), day.toString(), day(day, wanted));
        writeDay(bodies, day, wanted, suspectsOf(i));
      }
      bodies.finish();
    }
    indices.refresh(names.prefix() + "*");
  }

  /** As many on each day, all of them together. */
  private int suspectsOf(int day) {
    return (int) (suspects * (day + 1) / days() - suspects * day / days());
  }

  private void writeDay(Bodies bodies, LocalDate day, int wanted, int wantedSuspects)
      throws InterruptedException {
    for (int store = 1; store <= wanted; store++) {
      bodies.add(names.daily(), store + "|" + day, daily(store, day));
    }
    for (int store = 1; store <= wanted; store++) {
      LocalDate asOf = day.plusDays(1);
      bodies.add(names.weekly(), store + "|" + asOf, weekly(store, asOf));
    }
    for (int i = 0; i < wantedSuspects; i++) {
      String id = Long.toString(10_000_000_000L + day.toEpochDay() * 10_000 + i);
      bodies.add(names.frauds(), id, suspect(id, i / GROUP, day));
    }
  }

  private static ObjectNode object() {
    return Json.mapper().createObjectNode();
  }

  private static ObjectNode watermark() {
    ObjectNode document = object().put("name", "watermark").put("saved_at", NOW);
    document.putObject("value").put("read_through", NOW);
    return document;
  }

  private ObjectNode day(LocalDate day, int storesOfDay) {
    long customers = storesOfDay * 150L;
    return object()
        .put("date", day.toString())
        .put("dirty", false)
        .put("synced_at", NOW)
        .put("computed_at", NOW)
        .put("sales", customers + 4L * storesOfDay)
        .put("stores", storesOfDay)
        .put("counted", customers + 3L * storesOfDay)
        .put("total_sale", customers * (30_000 + random.nextInt(6_000)))
        .put("num_customer", customers)
        .put("num_canceled", storesOfDay)
        .put("canceled_sale", 12_000L * storesOfDay);
  }

  private ObjectNode daily(int store, LocalDate day) {
    long customers = 1 + random.nextInt(300);
    long total = customers * (3_000 + random.nextInt(60_000));
    return object()
        .put("store_id", Integer.toString(store))
        .put("date", day.toString())
        .put("total_sale", total)
        .put("num_sale", customers + 3)
        .put("num_customer", customers)
        .put("unit_price", total / customers)
        .put("avg_ticket", total / (customers + 3))
        .put("num_canceled", 1)
        .put("canceled_sale", 12_000)
        .put("computed_at", NOW);
  }

  private ObjectNode weekly(int store, LocalDate day) {
    long customers = 1 + random.nextInt(2_000);
    long total = customers * (3_000 + random.nextInt(60_000));
    return object()
        .put("store_id", Integer.toString(store))
        .put("as_of", day.toString())
        .put("start_date", day.minusDays(7).toString())
        .put("end_date", day.minusDays(1).toString())
        .put("total_sale", total)
        .put("num_sale", customers + 20)
        .put("num_customer", customers)
        .put("week_unit_price", total / customers)
        .put("computed_at", NOW);
  }

  private ObjectNode suspect(String id, int group, LocalDate day) {
    double share = (group * 7_919 + day.toEpochDay()) % 1_000 / 1_000.0;
    int store = 1 + (int) (stores * share * share * share);
    long card = group * 1_000_003L + day.toEpochDay();
    long amount = 100_000 + group % 90 * 10_000L;
    int minute = group % 600;
    String at = "%sT%02d:%02d:00Z".formatted(day, minute / 60, minute % 60);
    return object()
        .put("id", id)
        .put("created", at)
        .put("modified", at)
        .put("num_approval", Integer.toString(10_000_000 + random.nextInt(90_000_000)))
        .put("card_company", "신한카드")
        .put("card_category", "신용")
        .put("card_number", "%d-12**-****-%d".formatted(4_000 + card % 999, 1_000 + card % 8_999))
        .put("amount_sale", amount)
        .put("amount_fee", amount / 50)
        .put("amount_deposit", amount - amount / 50)
        .put("is_canceled", false)
        .put("sold_at", at)
        .put("will_deposited_at", day.plusDays(2) + "T01:00:00Z")
        .put("platform", "VAN")
        .put("daily_sale_id", Long.toString(store * 10_000_000L + day.toEpochDay()))
        .put("store_id", Integer.toString(store))
        .put("result_code", "0000")
        .put("result_msg", "정상 승인")
        .put("detail_status", "APPROVED")
        .put("processing_status", "DEPOSITED")
        .put("business_date", day.toString())
        .put("hour", 9 + minute / 60)
        .put("weekday", day.getDayOfWeek().getValue())
        .put("card_key", card * 0x9E3779B97F4A7C15L)
        .put("indexed_at", NOW)
        .put("rule", "repeat-amount")
        .put("group_id", "repeat-amount|%d|%s|%d|%d".formatted(store, day, card, amount))
        .put("repeat_count", GROUP)
        .put("week_unit_price", 31_000)
        .put("aov_ratio", amount / 31_000.0)
        .put("detected_at", NOW);
  }

  /** Collects operations and sends them when there are enough. */
  private static final class Bodies {
    private final BulkWriter writer;
    private final Deque<CompletableFuture<?>> inFlight = new ArrayDeque<>();
    private BulkBody body = new BulkBody();

    Bodies(BulkWriter writer) {
      this.writer = writer;
    }

    void add(String index, String id, ObjectNode document) throws InterruptedException {
      body.index(index, id, Json.bytes(document));
      if (body.size() >= writer.bodyBytes()) {
        send();
      }
    }

    private void send() throws InterruptedException {
      inFlight.add(writer.submit(body));
      body = new BulkBody();
      if (inFlight.size() > BODIES_IN_FLIGHT) {
        inFlight.remove().join();
      }
    }

    void finish() throws InterruptedException {
      send();
      inFlight.forEach(CompletableFuture::join);
    }
  }
}
