package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.SortOrder;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Function;

/** Answers with a list in the form that the client prefers: a page of it, or the whole. */
final class ListAnswers {
  private final Lists lists;
  private final WholeList wholeList;
  private final Turns turns;

  ListAnswers(Lists lists, WholeList wholeList, Turns turns) {
    this.lists = lists;
    this.wholeList = wholeList;
    this.turns = turns;
  }

  /** With turns of their own, for what is read from elsewhere than all else. */
  static ListAnswers over(Lists lists) {
    Turns turns = new Turns();
    return new ListAnswers(lists, new WholeList(lists, turns), turns);
  }

  /**
   * @param given of {@link Parameters#ofList}
   * @param dependsOn the days whose sales the list was computed from
   * @throws IOException if the client is gone
   */
  void answer(
      Context ctx,
      Parameters given,
      Listing<?> listing,
      Filters filters,
      SortOrder defaultOrder,
      DateRange dependsOn)
      throws IOException {
    Form form = Form.of(ctx);
    Listing<TokenBuffer> asked = listing.only(given.fields(listing.fields())).asStored();
    if (form == Form.JSON) {
      Paging paging = given.paging(defaultOrder);
      turns.take(() -> Answers.json(ctx, lists.page(asked, filters, paging, dependsOn)));
      return;
    }
    SortOrder order = given.orderOfWhole(defaultOrder);
    wholeList.answer(
        ctx,
        Reading.now(asked, filters, order),
        dependsOn,
        out -> rows(ctx, form, asked.fields(), out));
  }

  /**
   * Likewise with a list that is made page by page of what is stored.
   *
   * @param fields those that are asked for
   * @throws IOException if the client is gone
   */
  void answer(
      Context ctx,
      Parameters given,
      List<String> fields,
      SortOrder defaultOrder,
      Function<Paging, Page<ObjectNode>> pages)
      throws IOException {
    Form form = Form.of(ctx);
    if (form == Form.JSON) {
      Paging paging = given.paging(defaultOrder);
      turns.take(() -> Answers.json(ctx, pages.apply(paging)));
      return;
    }
    SortOrder order = given.orderOfWhole(defaultOrder);
    wholeList.answer(ctx, order, pages, out -> rows(ctx, form, fields, out));
  }

  private static <T> Rows<T> rows(Context ctx, Form form, List<String> fields, OutputStream out)
      throws IOException {
    asFile(ctx, form);
    return form == Form.CSV ? new CsvRows<>(out, fields) : new NdjsonRows<>(out);
  }

  /** Named by the list: {@code aov-daily.csv}. */
  private static void asFile(Context ctx, Form form) {
    String name = ctx.path().replaceFirst("^/api/v1/", "").replace('/', '-');
    ctx.contentType(form.type() + (form == Form.CSV ? "; charset=utf-8; header=present" : ""));
    ctx.header(
        "Content-Disposition", "attachment; filename=\"" + name + "." + form.extension() + "\"");
  }
}
