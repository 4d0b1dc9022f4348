package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.SortOrder;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.saleslens.indexer.elastic.IndexNames;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Daily AOV by date and store. */
final class DailyResource implements Resource {
  static final String MIN_SALES = "min_sales";

  private static final List<String> SORTS =
      List.of("date", "total_sale", "num_sale", "num_customer", "unit_price", "avg_ticket");

  private final ListAnswers answers;
  private final Listing<Daily> dailies;

  DailyResource(ListAnswers answers, IndexNames names) {
    this.answers = answers;
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

  private void list(Context ctx) throws IOException {
    Parameters given = Parameters.ofList(ctx, Parameters.STORE_ID, MIN_SALES, Parameters.SORT);
    DateRange days = given.days();
    Filters filters =
        new Filters()
            .ofStores(given.texts(Parameters.STORE_ID))
            .atLeast("num_sale", given.whole(MIN_SALES))
            .between("date", days);
    Listing<Daily> sorted = dailies.sortedBy(given.sort(SORTS));
    answers.answer(ctx, given, sorted, filters, SortOrder.Asc, days);
  }
}
