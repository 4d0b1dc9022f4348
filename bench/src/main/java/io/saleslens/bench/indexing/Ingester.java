package io.saleslens.bench.indexing;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._helpers.bulk.BulkIngester;
import co.elastic.clients.elasticsearch._helpers.bulk.BulkListener;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import io.saleslens.app.pipeline.Settings;
import io.saleslens.bench.measure.Contender;
import io.saleslens.indexer.card.CardKeys;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.mysql.Database;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The pipeline that one would write: rows as they stream in, as objects through Jackson and
 * Elastic's own {@code BulkIngester}. It keeps no checkpoint, marks no day, checks no value.
 */
final class Ingester implements Contender {
  /** All but raw_data, which Saleslens does not copy by default. */
  private static final String COLUMNS =
      "id, created, modified, remark, num_approval, card_company, card_category, card_number, amount_sale, amount_fee, amount_deposit, is_canceled, sold_at, will_deposited_at, platform, daily_sale_id, store_id, result_code, result_msg, extra_payment_id, detail_status, processing_status";

  private final MonthsIndices months;
  private final Settings settings;
  private final Elastic elastic;
  private final long rows;
  private final int connections;
  private final int bodyBytes;

  /**
   * @param rows how many, from the first
   * @param connections requests in flight
   * @param bodyBytes size of a body
   */
  Ingester(
      MonthsIndices months,
      Settings settings,
      Elastic elastic,
      long rows,
      int connections,
      int bodyBytes) {
    this.months = months;
    this.settings = settings;
    this.elastic = elastic;
    this.rows = rows;
    this.connections = connections;
    this.bodyBytes = bodyBytes;
  }

  /** The same with another number of rows. */
  Ingester of(long otherRows) {
    return new Ingester(months, settings, elastic, otherRows, connections, bodyBytes);
  }

  @Override
  public String name() {
    return "BulkIngester, %d requests, %d MB".formatted(connections, bodyBytes >> 20);
  }

  @Override
  public void prepare() throws Exception {
    months.makeAnew();
  }

  @Override
  public long run() throws Exception {
    Outcome outcome = new Outcome();
    try (BulkIngester<Void> ingester = ingester(outcome)) {
      stream(ingester);
    }
    months.refresh();
    return outcome.written();
  }

  private BulkIngester<Void> ingester(Outcome outcome) {
    ElasticsearchClient client = elastic.ask("bulk", it -> it);
    return BulkIngester.of(
        b ->
            b.client(client)
                .globalSettings(s -> s.requireAlias(true))
                .maxOperations(-1)
                .maxSize(bodyBytes)
                // those besides the one being gathered
                .maxConcurrentRequests(connections)
                .listener(outcome));
  }

  private void stream(BulkIngester<Void> ingester) throws Exception {
    ZoneId zone = settings.source().businessZone();
    CardKeys cardKeys = new CardKeys(settings.pepper());
    String sales = settings.names().sales();
    Database database = new Database(settings.requiredMysql());
    Connection connection = database.connect();
    try (PreparedStatement statement = streaming(connection);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        SaleDocument sale = SaleDocument.of(row, zone, cardKeys);
        ingester.add(
            operation ->
                operation.index(
                    i ->
                        i.index(sale.index(sales))
                            .id(sale.id())
                            .version(sale.version())
                            .versionType(VersionType.ExternalGte)
                            .document(sale)));
      }
    } finally {
      database.close(connection);
    }
  }

  private PreparedStatement streaming(Connection connection) throws Exception {
    PreparedStatement statement =
        connection.prepareStatement(
            "SELECT %s FROM %s WHERE id <= ? ORDER BY id"
                .formatted(COLUMNS, settings.source().table()),
            ResultSet.TYPE_FORWARD_ONLY,
            ResultSet.CONCUR_READ_ONLY);
    statement.setFetchSize(Integer.MIN_VALUE);
    statement.setLong(1, rows);
    return statement;
  }

  /** Counts what was written and keeps the first failure. */
  private static final class Outcome implements BulkListener<Void> {
    private final AtomicLong written = new AtomicLong();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    @Override
    public void beforeBulk(long execution, BulkRequest request, List<Void> contexts) {}

    @Override
    public void afterBulk(
        long execution, BulkRequest request, List<Void> contexts, BulkResponse response) {
      if (response.errors()) {
        failure.compareAndSet(null, new IOException("A bulk request had errors"));
      }
      written.addAndGet(response.items().size());
    }

    @Override
    public void afterBulk(
        long execution, BulkRequest request, List<Void> contexts, Throwable failed) {
      failure.compareAndSet(null, failed);
    }

    long written() throws IOException {
      if (failure.get() != null) {
        throw new IOException("BulkIngester failed: " + failure.get().getMessage(), failure.get());
      }
      return written.get();
    }
  }
}
