package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.SortOrder;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.saleslens.indexer.elastic.IndexNames;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;

/** The business days there are sales of, and whether their numbers are current. */
final class DayResource implements Resource {
  private static final String DIRTY = "dirty";

  private final ListAnswers answers;
  private final Listing<Day> days;

  DayResource(ListAnswers answers, IndexNames names) {
    this.answers = answers;
    this.days = Listing.of(names.days(), Day.class, "date");
  }

  /**
   * A business day over all stores. Money in minor units; what was never computed is absent.
   *
   * @param dirty whether sales changed without everything being computed from them yet
   * @param syncedAt when a change of the day came last
   * @param sales all sales of the day
   * @param stores stores with a counted sale
   * @param counted counted sales
   */
  record Day(
      LocalDate date,
      boolean dirty,
      Instant syncedAt,
      Instant computedAt,
      Long sales,
      Long stores,
      Long counted,
      Long totalSale,
      Long numCustomer,
      Long numCanceled,
      Long canceledSale) {}

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.get(routes, Role.READER, "/api/v1/days", this::list);
  }

  private void list(Context ctx) throws IOException {
    Parameters given = Parameters.ofList(ctx, DIRTY);
    DateRange range = given.days();
    Filters filters =
        new Filters().is("dirty", given.flag(DIRTY).map(String::valueOf)).between("date", range);
    answers.answer(ctx, given, days, filters, SortOrder.Asc, range);
  }
}
