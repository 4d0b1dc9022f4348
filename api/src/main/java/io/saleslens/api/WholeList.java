package io.saleslens.api;

import co.elastic.clients.elasticsearch.core.search.Hit;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Answers with all of a list as it stands at one point in time, however long, holding only a page
 * of it in memory.
 */
final class WholeList {
  private static final int PAGE = 1_000;

  private final Lists lists;

  WholeList(Lists lists) {
    this.lists = lists;
  }

  /**
   * How the items are written.
   *
   * @param <T> the items
   */
  @FunctionalInterface
  interface Format<T> {
    /** Begins. */
    Rows<T> to(OutputStream out) throws IOException;
  }

  /**
   * The content type is the caller's to set.
   *
   * @param list read of the present state
   * @param dependsOn the days whose sales the list was computed from
   * @throws IOException if the client is gone
   */
  <T> void answer(Context ctx, Reading<T> list, DateRange dependsOn, Format<T> format)
      throws IOException {
    Page.State state = lists.state(dependsOn);
    try (Snapshot snapshot = lists.snapshotOf(list.listing())) {
      Reading<T> reading = list.in(snapshot);
      // before the first byte, so that Elasticsearch's being away can still be said
      List<Hit<T>> page = lists.find(reading, List.of(), PAGE);
      Answers.freshness(ctx, state);
      Answers.varyBy(ctx, "Accept-Encoding");
      write(ctx, reading, page, format);
    }
  }

  private <T> void write(Context ctx, Reading<T> reading, List<Hit<T>> first, Format<T> format)
      throws IOException {
    // large pieces, as it is judged by the first of them whether it is worth compressing
    OutputStream out = new BufferedOutputStream(ctx.outputStream(), 1 << 15);
    Rows<T> rows = format.to(out);
    write(first, rows);
    List<Hit<T>> page = first;
    while (page.size() == PAGE && ctx.method() != HandlerType.HEAD) {
      rows.flush();
      // from here on the status is out, and a failure can only break the answer off
      ctx.res().flushBuffer();
      page = lists.find(reading, Lists.position(page.get(PAGE - 1)), PAGE);
      write(page, rows);
    }
    rows.end();
    out.flush();
  }

  private static <T> void write(List<Hit<T>> page, Rows<T> rows) throws IOException {
    for (Hit<T> hit : page) {
      rows.write(hit.source());
    }
  }
}
