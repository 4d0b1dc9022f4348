package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.SortOrder;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.saleslens.api.DailyResource.Daily;
import io.saleslens.api.WeeklyResource.Weekly;
import io.saleslens.indexer.elastic.IndexNames;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The two routes of the system that this one grew from, with answers as they were there. */
final class OldRoutes implements Resource {
  private static final String UNIT_PRICES = "/search-unitprice";
  private static final String WEEK_AOV = "/search-weekaov";

  /** Where whole lists are answered. */
  static final Set<String> PATHS = Set.of(UNIT_PRICES, WEEK_AOV);

  private static final String DATE = "date";

  /** Without leading zeros, and short enough for readers that take numbers as doubles. */
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,14}");

  private final WholeList wholeList;
  private final Listing<Daily> dailies;
  private final Listing<Weekly> weeklies;

  OldRoutes(WholeList wholeList, IndexNames names) {
    this.wholeList = wholeList;
    this.dailies = Listing.of(names.daily(), Daily.class, "date", "store_id");
    this.weeklies = Listing.of(names.weekly(), Weekly.class, "as_of", "store_id");
  }

  /** A store's day. */
  private record UnitPrice(
      Object storeId, LocalDate date, long numCustomer, long totalSale, long unitPrice) {

    static UnitPrice of(Daily it) {
      return new UnitPrice(
          numberIfOne(it.storeId()), it.date(), it.numCustomer(), it.totalSale(), it.unitPrice());
    }
  }

  /** A store's week. */
  private record WeekUnitPrice(
      Object storeId, LocalDate startDate, LocalDate endDate, long weekUnitPrice) {

    static WeekUnitPrice of(Weekly it) {
      return new WeekUnitPrice(
          numberIfOne(it.storeId()), it.startDate(), it.endDate(), it.weekUnitPrice());
    }
  }

  private static Object numberIfOne(String storeId) {
    return NUMBER.matcher(storeId).matches() ? Long.valueOf(storeId) : storeId;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.get(routes, Role.READER, UNIT_PRICES, this::unitPrices);
    Routes.get(routes, Role.READER, WEEK_AOV, this::weekUnitPrices);
  }

  /** All stores on a day. */
  private void unitPrices(Context ctx) throws IOException {
    LocalDate day = Parameters.of(ctx, Set.of(DATE)).requiredDay(DATE);
    answer(ctx, dailies, new Filters().on("date", day), DateRange.of(day), UnitPrice::of);
  }

  /** All weeks of a store. */
  private void weekUnitPrices(Context ctx) throws IOException {
    String store =
        Parameters.of(ctx, Set.of(Parameters.STORE_ID))
            .required(Parameters.STORE_ID, "the id of a store");
    Filters filters = new Filters().ofStores(Set.of(store));
    answer(ctx, weeklies, filters, DateRange.ALL, WeekUnitPrice::of);
  }

  private <T> void answer(
      Context ctx, Listing<T> listing, Filters filters, DateRange dependsOn, Function<T, ?> row)
      throws IOException {
    wholeList.answer(
        ctx,
        Reading.now(listing, filters, SortOrder.Asc),
        dependsOn,
        out -> {
          Answers.asJson(ctx);
          return JsonArrayRows.to(out, row);
        });
  }
}
