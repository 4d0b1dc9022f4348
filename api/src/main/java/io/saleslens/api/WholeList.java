package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch.core.search.Hit;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Answers with all of a list, however long, holding only a page of it in memory. */
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

  /** A list as it comes, page by page. */
  private interface Source<T> {
    List<T> next();

    boolean isAtEnd();

    /** How current it is; known once the first page was read. */
    Page.State freshness();
  }

  /**
   * As it stands at one point in time.
   *
   * @param list of whatever state; it is read of the present one
   * @param dependsOn the days whose sales the list was computed from
   * @throws IOException if the client is gone
   */
  <T> void answer(Context ctx, Reading<T> list, DateRange dependsOn, Format<T> format)
      throws IOException {
    Page.State state = lists.state(dependsOn);
    try (Snapshot snapshot = lists.snapshotOf(list.listing())) {
      send(ctx, new Stored<>(list.in(snapshot), state), format);
    }
  }

  /**
   * As its pages are when each is asked for. None of what is there all along is left out or comes
   * twice.
   *
   * @throws IOException if the client is gone
   */
  <T> void answer(Context ctx, SortOrder order, Function<Paging, Page<T>> pages, Format<T> format)
      throws IOException {
    send(ctx, new Computed<>(order, pages), format);
  }

  private <T> void send(Context ctx, Source<T> source, Format<T> format) throws IOException {
    Written<T> pages = new Written<>(source, format);
    // before the first byte, so that Elasticsearch's being away can still be said
    turns.take(pages::read);
    Answers.freshness(ctx, source.freshness());
    Answers.varyBy(ctx, "Accept-Encoding");
    if (ctx.method() == HandlerType.HEAD) {
      return;
    }
    pages.sendTo(ctx.outputStream());
    while (!source.isAtEnd()) {
      // from here on the status is out, and a failure can only break the answer off
      ctx.res().flushBuffer();
      turns.takeAgain(pages::read);
      pages.sendTo(ctx.outputStream());
    }
  }

  /** Pages as bytes, so that little is kept while a slow client takes them. */
  private static final class Written<T> {
    private final Source<T> source;
    private final Format<T> format;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Rows<T> rows;

    Written(Source<T> source, Format<T> format) {
      this.source = source;
      this.format = format;
    }

    void read() throws IOException {
      List<T> page = source.next();
      rows = rows == null ? format.to(bytes) : rows;
      for (T item : page) {
        rows.write(item);
      }
      if (source.isAtEnd()) {
        rows.end();
      } else {
        rows.flush();
      }
    }

    void sendTo(OutputStream out) throws IOException {
      bytes.writeTo(out);
      bytes.reset();
    }
  }

  private final class Stored<T> implements Source<T> {
    private final Reading<T> reading;
    private final Page.State freshness;
    private List<String> after = List.of();
    private boolean atEnd;

    Stored(Reading<T> reading, Page.State freshness) {
      this.reading = reading;
      this.freshness = freshness;
    }

    @Override
    public List<T> next() {
      List<Hit<T>> page = lists.find(reading, after, PAGE);
      atEnd = page.size() < PAGE;
      after = atEnd ? after : Lists.position(page.get(PAGE - 1));
      return page.stream().map(Hit::source).toList();
    }

    @Override
    public boolean isAtEnd() {
      return atEnd;
    }

    @Override
    public Page.State freshness() {
      return freshness;
    }
  }

  private static final class Computed<T> implements Source<T> {
    private final SortOrder order;
    private final Function<Paging, Page<T>> pages;
    private Page<T> page;
    private Page.State freshness;

    Computed(SortOrder order, Function<Paging, Page<T>> pages) {
      this.order = order;
      this.pages = pages;
    }

    @Override
    public List<T> next() {
      page = pages.apply(new Paging(PAGE, order, page == null ? Optional.empty() : page.next()));
      freshness = freshness == null ? page.freshness() : freshness;
      return page.items();
    }

    @Override
    public boolean isAtEnd() {
      return page.next().isEmpty();
    }

    @Override
    public Page.State freshness() {
      return freshness;
    }
  }
}
