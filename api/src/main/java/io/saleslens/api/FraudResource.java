package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.SortOrder;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.saleslens.aov.WeeklyAov;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;

/** Suspect sales, the newest business day first; and each by its sale's id. */
final class FraudResource implements Resource {
  private static final String SALE_ID = "sale_id";
  private static final String RULE = "rule";

  private final Elastic elastic;
  private final Lists lists;
  private final Listing<Suspect> suspects;

  FraudResource(Elastic elastic, Lists lists, IndexNames names) {
    this.elastic = elastic;
    this.lists = lists;
    this.suspects = Listing.of(names.frauds(), Suspect.class, "business_date", "id");
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.get(routes, Role.ANALYST, "/api/v1/frauds", this::list);
    Routes.get(routes, Role.ANALYST, "/api/v1/frauds/{" + SALE_ID + "}", this::one);
  }

  private void list(Context ctx) {
    Parameters given = Parameters.ofList(ctx, Parameters.STORE_ID, RULE);
    DateRange days = given.days();
    Filters filters =
        new Filters()
            .ofStores(given.texts(Parameters.STORE_ID))
            .is("rule", given.text(RULE))
            .between("business_date", days);
    // a day's suspects depend on its sales and on the week before, which they are measured by
    DateRange dependsOn = days.moved(-WeeklyAov.WINDOW, 0);
    Answers.json(ctx, lists.page(suspects, filters, given.paging(SortOrder.Desc), dependsOn));
  }

  private void one(Context ctx) {
    Parameters.ofNone(ctx);
    String id = ctx.pathParam(SALE_ID);
    Page.State state = lists.state(DateRange.ALL);
    Suspect suspect =
        elastic
            .ask(
                "suspect sale " + id,
                client ->
                    client.get(
                        g -> g.index(suspects.index()).id(id).sourceIncludes(suspects.fields()),
                        Suspect.class))
            .source();
    if (suspect == null) {
      throw ApiException.notFound("Sale %s is not suspect.".formatted(id));
    }
    Answers.freshness(ctx, state);
    Answers.json(ctx, suspect);
  }
}
