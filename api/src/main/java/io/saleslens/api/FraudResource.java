package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.SortOrder;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.saleslens.aov.WeeklyAov;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import java.io.IOException;
import java.util.List;

/** Suspect sales, the newest business day first; and each by its sale's id. */
final class FraudResource implements Resource {
  private static final String SALE_ID = "sale_id";
  private static final String RULE = "rule";
  private static final String GROUP_ID = "group_id";
  private static final String MIN_RATIO = "min_ratio";
  private static final String MIN_AMOUNT = "min_amount";

  private final Elastic elastic;
  private final Lists lists;
  private final ListAnswers answers;
  private final Listing<Suspect> suspects;

  FraudResource(Elastic elastic, Lists lists, ListAnswers answers, IndexNames names) {
    this.elastic = elastic;
    this.lists = lists;
    this.answers = answers;
    this.suspects = Listing.of(names.frauds(), Suspect.class, "business_date", "id");
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.get(routes, Role.ANALYST, "/api/v1/frauds", this::list);
    Routes.get(routes, Role.ANALYST, "/api/v1/frauds/{" + SALE_ID + "}", this::one);
  }

  private void list(Context ctx) throws IOException {
    Parameters given =
        Parameters.ofList(
            ctx,
            Parameters.STORE_ID,
            Parameters.CARD_NUMBER,
            RULE,
            GROUP_ID,
            MIN_RATIO,
            MIN_AMOUNT);
    DateRange days = given.days();
    Filters filters =
        new Filters()
            .ofStores(given.texts(Parameters.STORE_ID))
            .isRare("card_number", given.cardNumber())
            .is("rule", given.text(RULE))
            .isRare("group_id", given.text(GROUP_ID))
            // stored rounded down to as many decimals as can be asked for, so nothing is lost
            .atLeast("aov_ratio", given.decimal(MIN_RATIO))
            .atLeast("amount_sale", given.whole(MIN_AMOUNT))
            .between("business_date", days);
    // a day's suspects depend on its sales and on the week before, which they are measured by
    DateRange dependsOn = days.moved(-WeeklyAov.WINDOW, 0);
    answers.answer(ctx, given, suspects, filters, SortOrder.Desc, dependsOn);
  }

  private void one(Context ctx) {
    List<String> fields = Parameters.ofItem(ctx).fields(suspects.fields());
    String id = ctx.pathParam(SALE_ID);
    Page.State state = lists.state(DateRange.ALL);
    TokenBuffer suspect =
        elastic
            .ask(
                "suspect sale " + id,
                client ->
                    client.get(
                        g -> g.index(suspects.index()).id(id).sourceIncludes(fields),
                        TokenBuffer.class))
            .source();
    if (suspect == null) {
      throw ApiException.notFound(id, "Sale %s is not suspect.".formatted(id));
    }
    Answers.freshness(ctx, state);
    Answers.json(ctx, suspect);
  }
}
