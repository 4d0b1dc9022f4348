package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.SortOrder;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.saleslens.aov.WeeklyAov;
import io.saleslens.indexer.elastic.IndexNames;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Weekly AOV by as-of day and store. */
final class WeeklyResource implements Resource {
  private static final List<String> SORTS =
      List.of("as_of", "total_sale", "num_sale", "num_customer", "week_unit_price");

  private final ListAnswers answers;
  private final Listing<Weekly> weeklies;

  WeeklyResource(ListAnswers answers, IndexNames names) {
    this.answers = answers;
    this.weeklies = Listing.of(names.weekly(), Weekly.class, "as_of", "store_id");
  }

  /**
   * A store's week as of a day. Money in minor units.
   *
   * @param startDate first day of the week
   * @param endDate last day of the week, the one before {@code as_of}
   * @param weekUnitPrice {@code total_sale / num_customer}, rounded down
   */
  record Weekly(
      String storeId,
      LocalDate asOf,
      LocalDate startDate,
      LocalDate endDate,
      long totalSale,
      long numSale,
      long numCustomer,
      long weekUnitPrice,
      Instant computedAt) {}

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.get(routes, Role.READER, "/api/v1/aov/weekly", this::list);
  }

  private void list(Context ctx) throws IOException {
    Parameters given =
        Parameters.ofList(ctx, Parameters.STORE_ID, DailyResource.MIN_SALES, Parameters.SORT);
    DateRange days = given.days();
    Filters filters =
        new Filters()
            .ofStores(given.texts(Parameters.STORE_ID))
            .atLeast("num_sale", given.whole(DailyResource.MIN_SALES))
            .between("as_of", days);
    Listing<Weekly> sorted = weeklies.sortedBy(given.sort(SORTS));
    DateRange windows = days.moved(-WeeklyAov.WINDOW, -1);
    answers.answer(ctx, given, sorted, filters, SortOrder.Asc, windows);
  }
}
