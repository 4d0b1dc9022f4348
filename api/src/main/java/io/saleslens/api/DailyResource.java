package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.SortOrder;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.saleslens.indexer.elastic.IndexNames;
import java.time.Instant;
import java.time.LocalDate;

/** Daily AOV by date and store. */
final class DailyResource implements Resource {
  private final Lists lists;
  private final Listing<Daily> dailies;

  DailyResource(Lists lists, IndexNames names) {
    this.lists = lists;
    this.dailies = Listing.of(names.daily(), Daily.class, "date", "store_id");
  }

  /**
   * A store's business day. Money in minor units.
   *
   * @param unitPrice {@code total_sale / num_customer}, the AOV, rounded down
   * @param avgTicket {@code total_sale / num_sale}, rounded down
   */
  record Daily(
      String storeId,
      LocalDate date,
      long totalSale,
      long numSale,
      long numCustomer,
      long unitPrice,
      long avgTicket,
      long numCanceled,
      long canceledSale,
      Instant computedAt) {}

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.get(routes, Role.READER, "/api/v1/aov/daily", this::list);
  }

  private void list(Context ctx) {
    Parameters given = Parameters.ofList(ctx, Parameters.STORE_ID);
    DateRange days = given.days();
    Filters filters =
        new Filters().ofStores(given.texts(Parameters.STORE_ID)).between("date", days);
    Answers.json(ctx, lists.page(dailies, filters, given.paging(SortOrder.Asc), days));
  }
}
