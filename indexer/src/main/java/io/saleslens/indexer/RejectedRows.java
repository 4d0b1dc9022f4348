package io.saleslens.indexer;

import io.saleslens.indexer.card.CardKeys;
import io.saleslens.indexer.elastic.BulkBody;
import io.saleslens.indexer.elastic.BulkWriter;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Indices;
import io.saleslens.indexer.mysql.MysqlException;
import io.saleslens.indexer.settings.Secret;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.SourceSettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The rows of the source tables that were refused: to be looked at, read anew once they are mended,
 * or forgotten. Wherever an id is asked for, it is the sale's or that of the reject's document.
 */
public final class RejectedRows {
  private final List<Source> sources;
  private final Elastic elastic;
  private final IndexNames names;
  private final Secret pepper;
  private final Clock clock;
  private final Indices indices;
  private final StoredRejects stored;

  /**
   * @param names for replaying and dropping those of a lease, or the plain ones where nobody else
   *     writes
   * @param pepper keys the hashes of card numbers
   * @param clock for when something was indexed or rejected
   */
  public RejectedRows(
      List<Source> sources, Elastic elastic, IndexNames names, Secret pepper, Clock clock) {
    this.sources = List.copyOf(sources);
    this.elastic = elastic;
    this.names = names;
    this.pepper = pepper;
    this.clock = clock;
    this.indices = new Indices(elastic);
    this.stored =
        new StoredRejects(
            elastic,
            indices,
            names.plain().rejects(),
            sources.stream().map(it -> it.settings().table()).toList());
  }

  /**
   * Rejects in the order of their ids, a page at a time.
   *
   * @param limit at most so many, 1 to 10,000
   * @param after the id, see {@link Reject#id}, of the last one of the page before; empty for the
   *     first page
   * @throws ElasticException if Elasticsearch fails
   */
  public List<Reject> list(int limit, Optional<String> after) {
    return stored.page(limit, after);
  }

  /** How many there are. */
  public long count() {
    return stored.count();
  }

  /** The reject of an id, or empty if there is none. */
  public Optional<Reject> show(String id) {
    return stored.find(List.of(id)).stream().findFirst();
  }

  /**
   * Reads rows anew from MySQL. Those that are sales now are written, and their days marked dirty.
   *
   * @throws SettingsException if table, columns or settings do not fit, or are not those that the
   *     indices were built with
   * @throws MysqlException if MySQL fails
   * @throws ElasticException if Elasticsearch fails
   * @throws InterruptedException if the thread was interrupted; what is done stays
   */
  public ReplayReport replay(Collection<String> ids, Progress progress)
      throws InterruptedException {
    return replay(new Named(ids), ids.size(), progress);
  }

  /** As {@link #replay}, of all rejects. */
  public ReplayReport replayAll(Progress progress) throws InterruptedException {
    return replay(new All(), count(), progress);
  }

  private ReplayReport replay(Selection rejects, long total, Progress progress)
      throws InterruptedException {
    progress.begin("replay", total);
    return Interrupts.interruptibly(
        () -> {
          try (Replay replay = new Replay()) {
            for (List<Reject> some = rejects.next(); some != null; some = rejects.next()) {
              replay.run(some);
              progress.advance(some.size());
            }
            return replay.report(rejects.unknown());
          }
        });
  }

  /**
   * Forgets rejects. The rows stay as they are; a backfill that meets them refuses them again.
   *
   * @throws ElasticException if Elasticsearch fails
   */
  public DropReport drop(Collection<String> ids) {
    return drop(new Named(ids));
  }

  /** As {@link #drop}, of all rejects. */
  public DropReport dropAll() {
    return drop(new All());
  }

  private DropReport drop(Selection rejects) {
    long dropped = 0;
    try (BulkWriter bulk = new BulkWriter(elastic)) {
      for (List<Reject> some = rejects.next(); some != null; some = rejects.next()) {
        BulkBody body = new BulkBody();
        some.forEach(it -> body.delete(names.rejects(), it.documentId()));
        bulk.writeAll(body);
        dropped += some.size();
      }
    }
    return new DropReport(dropped, rejects.unknown());
  }

  /** The rejects to work on, some at a time. */
  private interface Selection {
    /** The next ones; null when there are no more. */
    List<Reject> next();

    /** Ids of which there was no reject. */
    List<String> unknown();
  }

  private final class All implements Selection {
    private Optional<String> last = Optional.empty();

    @Override
    public List<Reject> next() {
      List<Reject> page = stored.page(StoredRejects.MOST_IDS, last);
      if (page.isEmpty()) {
        return null;
      }
      last = Optional.of(page.get(page.size() - 1).id());
      return page;
    }

    @Override
    public List<String> unknown() {
      return List.of();
    }
  }

  private final class Named implements Selection {
    private final List<String> ids;
    private final List<String> unknown = new ArrayList<>();
    private int done;

    Named(Collection<String> ids) {
      this.ids = List.copyOf(new LinkedHashSet<>(ids));
    }

    @Override
    public List<Reject> next() {
      if (done == ids.size()) {
        return null;
      }
      List<String> some = ids.subList(done, Math.min(done + StoredRejects.MOST_IDS, ids.size()));
      done += some.size();
      List<Reject> found = stored.find(some);
      Set<String> known = new HashSet<>();
      found.forEach(it -> known.addAll(List.of(it.id(), it.documentId())));
      some.stream().filter(id -> !known.contains(id)).forEach(unknown::add);
      return found;
    }

    @Override
    public List<String> unknown() {
      return unknown;
    }
  }

  /** A source while it is read from. */
  private record Opened(String table, SourceRows rows, SalesWriter writer) {}

  /** One replay, and what has come of it. */
  private final class Replay implements AutoCloseable {
    private final List<Opened> opened = new ArrayList<>();
    private final BulkWriter bulk = new BulkWriter(elastic);
    private BatchWriter.Outcome total = BatchWriter.Outcome.NOTHING;
    private long gone;
    private long withoutId;

    Replay() throws InterruptedException {
      try {
        for (Source source : sources) {
          SourceSettings settings = source.settings();
          SalesWriter writer =
              SalesWriter.comparing(elastic, indices, names, bulk, settings, clock).overwriting();
          StateStore state = source.state(elastic, names, clock);
          SourceRows rows = new SourceRows(source, state, new CardKeys(pepper), clock);
          opened.add(new Opened(settings.table(), rows, writer));
        }
      } catch (RuntimeException | InterruptedException e) {
        close();
        throw e;
      }
    }

    void run(List<Reject> rejects) throws InterruptedException {
      for (Opened source : opened) {
        run(source, rejects.stream().filter(it -> it.source().equals(source.table())).toList());
      }
    }

    private void run(Opened source, List<Reject> rejects) throws InterruptedException {
      List<String> ids = rejects.stream().filter(Reject::isReplayable).map(Reject::id).toList();
      withoutId += rejects.size() - ids.size();
      Map<String, Row> found = source.rows().find(ids);
      Batch batch = new Batch();
      for (String id : ids) {
        Row row = found.get(id);
        if (row == null) {
          batch.addGone(id);
          gone++;
        } else {
          batch.add(row, null);
        }
      }
      total = total.plus(IndexRun.await(source.writer().write(batch)));
    }

    ReplayReport report(List<String> unknown) {
      return new ReplayReport(
          total.written() + total.unchanged() + total.alreadyNewer(),
          total.rejected(),
          gone,
          withoutId,
          unknown,
          opened.stream()
              .flatMap(it -> it.writer().dirtyDays().stream())
              .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Override
    public void close() {
      opened.forEach(it -> it.rows().close());
      bulk.close();
    }
  }
}
