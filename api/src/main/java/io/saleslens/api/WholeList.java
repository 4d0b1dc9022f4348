package io.saleslens.api;

import co.elastic.clients.elasticsearch.core.search.Hit;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.ByteArrayOutputStream;
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
  private final Turns turns;

  WholeList(Lists lists, Turns turns) {
    this.lists = lists;
    this.turns = turns;
  }

  /**
   * How the items are written.
   *
   * @param <T> the items
   */
  @FunctionalInterface
  interface Format<T> {
    /** Begins. Called when there is something to answer, so it may set headers. */
    Rows<T> to(OutputStream out) throws IOException;
  }

  /**
   * @param list of whatever state; it is read of the present one
   * @param dependsOn the days whose sales the list was computed from
   * @throws IOException if the client is gone
   */
  <T> void answer(Context ctx, Reading<T> list, DateRange dependsOn, Format<T> format)
      throws IOException {
    Page.State state = lists.state(dependsOn);
    try (Snapshot snapshot = lists.snapshotOf(list.listing())) {
      Pages<T> pages = new Pages<>(list.in(snapshot), format);
      // before the first byte, so that Elasticsearch's being away can still be said
      turns.take(pages::read);
      Answers.freshness(ctx, state);
      Answers.varyBy(ctx, "Accept-Encoding");
      if (ctx.method() == HandlerType.HEAD) {
        return;
      }
      pages.sendTo(ctx.outputStream());
      while (!pages.areAllRead) {
        // from here on the status is out, and a failure can only break the answer off
        ctx.res().flushBuffer();
        turns.take(pages::read);
        pages.sendTo(ctx.outputStream());
      }
    }
  }

  /** One after the other, as bytes, so that little is kept while a slow client takes them. */
  private final class Pages<T> {
    private final Reading<T> reading;
    private final Format<T> format;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Rows<T> rows;
    private List<String> after = List.of();
    private boolean areAllRead;

    Pages(Reading<T> reading, Format<T> format) {
      this.reading = reading;
      this.format = format;
    }

    void read() throws IOException {
      List<Hit<T>> page = lists.find(reading, after, PAGE);
      rows = rows == null ? format.to(bytes) : rows;
      for (Hit<T> hit : page) {
        rows.write(hit.source());
      }
      areAllRead = page.size() < PAGE;
      if (areAllRead) {
        rows.end();
      } else {
        rows.flush();
        after = Lists.position(page.get(PAGE - 1));
      }
    }

    void sendTo(OutputStream out) throws IOException {
      bytes.writeTo(out);
      bytes.reset();
    }
  }
}
