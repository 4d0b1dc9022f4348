package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch.core.search.Hit;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.javalin.http.Context;
import io.saleslens.indexer.elastic.Json;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** Answers with all of a list, however long, holding only a page of it in memory. */
final class WholeList {
  private static final int PAGE = 5_000;
  private static final ObjectWriter WRITER =
      Json.mapper().writer().without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);

  private final Lists lists;

  WholeList(Lists lists) {
    this.lists = lists;
  }

  /**
   * @param dependsOn the days whose sales the list was computed from
   * @param row what is shown of an item
   * @throws IOException if the client is gone
   */
  <T> void answer(
      Context ctx, Listing<T> listing, Filters filters, DateRange dependsOn, Function<T, ?> row)
      throws IOException {
    Answers.freshness(ctx, lists.state(dependsOn));
    // before the first byte, so that Elasticsearch's being away can still be said
    List<Hit<T>> page = lists.read(listing, filters, SortOrder.Asc, List.of(), PAGE);
    // not closed when something fails: that would end the array as if it were complete
    SequenceWriter rows = WRITER.writeValuesAsArray(Answers.asJson(ctx).outputStream());
    write(page, row, rows);
    while (page.size() == PAGE) {
      // from here on the status is out, and a failure can only break the answer off
      ctx.res().flushBuffer();
      List<String> after = Lists.position(page.get(page.size() - 1));
      page = lists.read(listing, filters, SortOrder.Asc, after, PAGE);
      write(page, row, rows);
    }
    rows.close();
  }

  private static <T> void write(List<Hit<T>> page, Function<T, ?> row, SequenceWriter rows)
      throws IOException {
    for (Hit<T> hit : page) {
      rows.write(row.apply(hit.source()));
    }
  }
}
