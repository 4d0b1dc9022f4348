package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.search.Hit;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.saleslens.indexer.card.CardKeys;
import io.saleslens.indexer.card.CardMask;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import java.io.IOException;
import java.util.Comparator;
import java.util.Optional;

/** The sales themselves, the newest business day first; and each by its id. */
final class SaleResource implements Resource {
  private static final String SALE_ID = "sale_id";
  private static final String NUM_APPROVAL = "num_approval";
  private static final String IS_CANCELED = "is_canceled";

  private final Elastic elastic;
  private final Lists lists;
  private final ListAnswers answers;
  private final Listing<Sale> sales;

  SaleResource(Elastic elastic, Lists lists, ListAnswers answers, IndexNames names) {
    this.elastic = elastic;
    this.lists = lists;
    this.answers = answers;
    // the alias comes with the first month
    this.sales = Listing.of(names.sales(), Sale.class, "business_date", "id").ifThere();
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.get(routes, Role.ANALYST, "/api/v1/sales", this::list);
    Routes.get(routes, Role.ANALYST, "/api/v1/sales/{" + SALE_ID + "}", this::one);
  }

  private void list(Context ctx) throws IOException {
    Parameters given =
        Parameters.ofList(
            ctx, Parameters.STORE_ID, Parameters.CARD_NUMBER, NUM_APPROVAL, IS_CANCELED);
    DateRange days = given.days();
    Optional<String> approval = given.text(NUM_APPROVAL);
    Filters filters =
        new Filters()
            .ofStores(given.texts(Parameters.STORE_ID))
            .isRare("card_number", given.cardNumber())
            .isRare(NUM_APPROVAL, approval.filter(it -> !CardMask.hasCard(it)))
            .beginsWith(NUM_APPROVAL, approval.filter(CardMask::hasCard).map(CardKeys::beginOf))
            .is("is_canceled", given.flag(IS_CANCELED).map(String::valueOf))
            .between("business_date", days);
    answers.answer(ctx, given, sales, filters, SortOrder.Desc, days);
  }

  private void one(Context ctx) {
    Listing<TokenBuffer> asked =
        sales.only(Parameters.ofItem(ctx).fields(sales.fields())).asStored();
    String id = ctx.pathParam(SALE_ID);
    Page.State state = lists.state(DateRange.ALL);
    // in whichever month; while it moves to another, it may stand in both
    SearchRequest request =
        SearchRequest.of(
            s ->
                s.index(asked.index())
                    .ignoreUnavailable(!asked.needed())
                    .query(q -> q.ids(i -> i.values(id)))
                    .version(true)
                    .source(asked.source())
                    .allowPartialSearchResults(false));
    TokenBuffer sale =
        elastic
            .ask("sale " + id, client -> client.search(request, TokenBuffer.class))
            .hits()
            .hits()
            .stream()
            .max(Comparator.comparing(Hit::version))
            .map(Hit::source)
            .orElseThrow(() -> ApiException.notFound(id, "There is no sale %s.".formatted(id)));
    Answers.freshness(ctx, state);
    Answers.json(ctx, sale);
  }
}
