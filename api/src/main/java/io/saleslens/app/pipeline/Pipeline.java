package io.saleslens.app.pipeline;

import io.saleslens.api.Jobs;
import io.saleslens.api.RunOrder;
import io.saleslens.fraud.Closure;
import io.saleslens.fraud.Refresh;
import io.saleslens.fraud.RefreshReport;
import io.saleslens.indexer.ConfiguredSources;
import io.saleslens.indexer.DropReport;
import io.saleslens.indexer.IndexReport;
import io.saleslens.indexer.Indexer;
import io.saleslens.indexer.LeaseException;
import io.saleslens.indexer.Notes;
import io.saleslens.indexer.Progress;
import io.saleslens.indexer.Proofs;
import io.saleslens.indexer.RejectedRows;
import io.saleslens.indexer.ReplayReport;
import io.saleslens.indexer.SalesCheck;
import io.saleslens.indexer.Source;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.imports.Imports;
import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.mysql.MysqlException;
import io.saleslens.indexer.retry.Patience;
import io.saleslens.indexer.settings.SettingsException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way from MySQL to suspects, step by step, on one set of servers. Every job makes what indices
 * are missing first and keeps a record of its run. The constructor does no I/O.
 *
 * <p>Jobs throw {@link SettingsException} for what the caller can mend, {@link MysqlException} and
 * {@link ElasticException} for what the servers did, {@link LeaseException} if another instance
 * writes, and {@link InterruptedException} when stopped. One job at a time, over all instances:
 * each takes the lease first. A run that was accepted over the API throws {@link RunGoneException}
 * if it does not wait any more.
 */
public final class Pipeline implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

  private final Settings settings;
  private final Clock clock;
  private final PipelineMeters meters;
  private final Elastic elastic;
  private final JobRuns runs;
  private final AllIndices indices;
  private final LeasedJobs jobs;
  private final Optional<Imports> imports;
  private final RequestedRuns requests;
  private final Jobs apiJobs;

  public Pipeline(Settings settings, Clock clock) {
    this(settings, clock, PipelineMeters.NONE);
  }

  /**
   * @param meters are told what is done
   */
  public Pipeline(Settings settings, Clock clock, PipelineMeters meters) {
    this.settings = settings;
    this.clock = clock;
    this.meters = meters;
    this.elastic = new Elastic(settings.elastic(), Patience.JOB, meters);
    this.runs = new JobRuns(elastic, settings.names(), clock);
    runs.onEnd(
        run ->
            meters.jobEnded(run.job(), run.outcome().toString(), Duration.ofMillis(run.millis())));
    this.indices = new AllIndices(elastic, settings.names());
    this.jobs =
        new LeasedJobs(elastic, settings.names(), settings.lease(), indices, runs, clock, meters);
    this.imports = settings.imports().map(Imports::new);
    // Somebody waits for the answer.
    RunStore store = new RunStore(elastic.with(Patience.QUERY), settings.names().jobRuns());
    this.requests = new RequestedRuns(runs, store, clock);
    this.apiJobs = new PipelineJobs(store, requests, settings.schedule(), clock);
  }

  /**
   * Makes templates, indices, aliases and our own tables that are missing. Safe to repeat.
   *
   * @return names of the indices made
   * @throws SettingsException if an index exists whose mapping is not ours
   */
  public List<String> init() {
    imports.ifPresent(Imports::prepare);
    return initIndices();
  }

  private List<String> initIndices() {
    List<String> made = indices.init();
    if (!made.isEmpty() && !settings.hasPepper()) {
      LOG.warn(
          "No saleslens.card.pepper (SALESLENS_CARD_PEPPER) is set: whoever reads card keys can try card numbers against them. It cannot be set later without building anew.");
    }
    return made;
  }

  /** Small records that are no part of a job. */
  public Notes notes() {
    return new Notes(elastic, settings.names(), clock);
  }

  /** Brings what changed in MySQL and computes what depends on it. */
  public PipelineReport sync(Trigger trigger, Progress progress) throws InterruptedException {
    return underLease(
        RunRequest.of("sync", trigger),
        progress,
        (names, watched) -> {
          configured(names).keep(sources());
          return readChanged("sync", this::sourcesOfSync, names, watched);
        });
  }

  /**
   * Brings the sales that came by files, and computes what depends on them. What {@link #sync} does
   * too.
   *
   * @throws SettingsException if no schema for imports is set
   */
  public PipelineReport indexImports(Trigger trigger, Progress progress)
      throws InterruptedException {
    Imports here = requiredImports();
    return underLease(
        RunRequest.of("import", trigger),
        progress,
        (names, watched) -> {
          // Where only files are known, others may well read the shop's table.
          if (settings.mysql().isPresent()) {
            configured(names).keep(sources());
          } else {
            configured(names).keepUnlessOthersWereRead(sources());
          }
          return readChanged(
              "import", () -> List.of(here.sourceOfUnfinished(settings.source())), names, watched);
        });
  }

  private ConfiguredSources configured(IndexNames names) {
    return new ConfiguredSources(elastic, names, clock);
  }

  /** Once this is done, so are the imports that were there at its start. */
  private PipelineReport readChanged(
      String job, Supplier<List<Source>> sources, IndexNames names, Progress progress)
      throws InterruptedException {
    long start = System.nanoTime();
    return UnfinishedImports.in(imports)
        .finish(
            replacedDays -> {
              IndexReport read = indexer(sources.get(), names).sync(progress);
              for (DayRun days : DayRun.of(replacedDays)) {
                // Rows that are gone are not among those that changed.
                salesCheck(names)
                    .repair(Optional.of(days.first()), Optional.of(days.last()), false, progress);
              }
              long readMillis = millisSince(start);
              RefreshReport computed = refreshDirty(names, progress);
              return new PipelineReport(
                  job, Optional.of(read), Optional.of(computed), millisSince(start), readMillis);
            });
  }

  /**
   * Reads all sales, or those of some business days, from MySQL. What depends on them stays dirty
   * until the next refresh or sync.
   */
  public PipelineReport backfill(
      Optional<LocalDate> from, Optional<LocalDate> to, Trigger trigger, Progress progress)
      throws InterruptedException {
    return underLease(
        new RunRequest("backfill", trigger, RunOrder.of(from, to)),
        progress,
        (names, watched) -> {
          long start = System.nanoTime();
          configured(names).keep(sources());
          IndexReport read = indexer(names).backfill(from, to, watched);
          long millis = millisSince(start);
          return new PipelineReport(
              "backfill", Optional.of(read), Optional.empty(), millis, millis);
        });
  }

  /**
   * Has others read the ranges of a shared backfill.
   *
   * <p>Whoever works on one calls {@link Pipeline#backfillRange} with the same fence.
   */
  @FunctionalInterface
  public interface Crew {
    /**
     * Sees to it that somebody works on these ranges, or will; called again and again.
     *
     * @param fence what the names end with by which the workers write
     * @param ranges those that are not done yet
     */
    void offer(String fence, Collection<Integer> ranges);
  }

  /** As {@link #backfill}, but a crew reads the sales while this waits, and ends what it did. */
  public PipelineReport shareBackfill(
      Optional<LocalDate> from,
      Optional<LocalDate> to,
      Crew crew,
      Trigger trigger,
      Progress progress)
      throws InterruptedException {
    initIndices();
    return jobs.runShared(
        new RunRequest("backfill", trigger, RunOrder.of(from, to)),
        progress,
        (names, watched) -> {
          long start = System.nanoTime();
          configured(names).keep(sources());
          IndexReport read =
              indexer(names)
                  .shareBackfill(from, to, ranges -> crew.offer(names.fence(), ranges), watched);
          long millis = millisSince(start);
          return new PipelineReport(
              "backfill", Optional.of(read), Optional.empty(), millis, millis);
        });
  }

  /**
   * Reads a range of a backfill that is being shared; does nothing where it is over. Needs no
   * lease: it writes by the names of the lease under which the backfill runs.
   *
   * @param fence what these names end with
   * @param range its number
   */
  public void backfillRange(String fence, int range) throws InterruptedException {
    IndexNames names = new IndexNames(settings.names().prefix(), fence);
    try {
      indexer(names).backfillRange(range);
    } catch (ElasticException e) {
      if (!e.isNotFound()) {
        throw e;
      }
      LOG.info("Range {} is left: its backfill is over, or under another lease", range + 1);
    }
  }

  /** Computes the dirty days, or the days named. */
  public PipelineReport refresh(
      Optional<LocalDate> from, Optional<LocalDate> to, Trigger trigger, Progress progress)
      throws InterruptedException {
    return underLease(
        new RunRequest("refresh", trigger, RunOrder.of(from, to)),
        progress,
        (names, watched) -> {
          long start = System.nanoTime();
          RefreshReport computed =
              from.isPresent()
                  ? refreshDays(names, from.get(), to.orElse(from.get()), watched)
                  : refreshDirty(names, watched);
          return new PipelineReport(
              "refresh", Optional.empty(), Optional.of(computed), millisSince(start), 0);
        });
  }

  /**
   * Compares MySQL with the sales in the index, and what is computed with the sales.
   *
   * @param from first business day, or empty for no bound
   * @param to last business day, included, or empty for no bound
   * @param deep whether every field of every sale is compared
   * @param repair whether what differs is mended
   */
  public VerifyReport verify(
      Optional<LocalDate> from,
      Optional<LocalDate> to,
      boolean deep,
      boolean repair,
      Trigger trigger,
      Progress progress)
      throws InterruptedException {
    // Takes the lease also where it only looks: what another writes meanwhile would seem to differ.
    return underLease(
        new RunRequest("verify", trigger, new RunOrder(from, to, deep, repair)),
        progress,
        (names, watched) -> {
          SalesCheck sales = salesCheck(names);
          try (Refresh refresh = newRefresh(names)) {
            Verification verification = new Verification(sales, refresh, from, to, deep, watched);
            Instant begun = clock.instant();
            VerifyReport report = repair ? verification.repair() : verification.look();
            if (from.isEmpty() && to.isEmpty()) {
              new Proofs(elastic, names, clock).keep(begun, report.provesAll());
            }
            return report;
          }
        });
  }

  /** Tells what {@link #sync} would do; writes nothing and waits for nobody. */
  public PlanReport planSync(Progress progress) throws InterruptedException {
    long start = System.nanoTime();
    IndexReport read = indexer(sourcesOfPlan(), settings.names()).planSync(progress);
    return PlanReport.ofReading("sync", read, closure(read), millisSince(start));
  }

  /** Tells what {@link #backfill} would do; writes nothing and waits for nobody. */
  public PlanReport planBackfill(
      Optional<LocalDate> from, Optional<LocalDate> to, Progress progress)
      throws InterruptedException {
    long start = System.nanoTime();
    IndexReport read = indexer(sourcesOfPlan(), settings.names()).planBackfill(from, to, progress);
    return PlanReport.ofReading("backfill", read, closure(read), millisSince(start));
  }

  private static Closure closure(IndexReport read) {
    return Refresh.closure(read.dirtyDays());
  }

  /** Tells what {@link #refresh} would do; writes nothing and waits for nobody. */
  public PlanReport planRefresh(Optional<LocalDate> from, Optional<LocalDate> to, Progress progress)
      throws InterruptedException {
    long start = System.nanoTime();
    try (Refresh refresh = newRefresh(settings.names())) {
      RefreshReport computed =
          from.isPresent()
              ? refresh.dryRun(from.get(), to.orElse(from.get()), progress)
              : refresh.dryRun(progress);
      return PlanReport.ofRefresh(computed, millisSince(start));
    }
  }

  /** Rows that were refused, to be looked at; {@link #replayRejects} and the like write. */
  public RejectedRows rejects() {
    return rejects(sourcesAsTheyAre(), settings.names());
  }

  /**
   * Reads refused rows again from MySQL, writes those that are sales now, and computes what depends
   * on them.
   *
   * @param ids of sales or of rejects; empty means all
   */
  public RejectsReport replayRejects(List<String> ids, Progress progress)
      throws InterruptedException {
    return underLease(
        RunRequest.of("rejects replay", Trigger.COMMAND),
        progress,
        (names, watched) -> {
          RejectedRows rejects = rejects(sources(), names);
          ReplayReport replayed =
              ids.isEmpty() ? rejects.replayAll(watched) : rejects.replay(ids, watched);
          RefreshReport refreshed = refreshDirty(names, watched);
          return new RejectsReport(
              "rejects replay", Optional.of(replayed), Optional.of(refreshed), Optional.empty());
        });
  }

  /**
   * Forgets refused rows.
   *
   * @param ids of sales or of rejects; empty means all
   */
  public RejectsReport dropRejects(List<String> ids) throws InterruptedException {
    return underLease(
        RunRequest.of("rejects drop", Trigger.COMMAND),
        Progress.NONE,
        (names, watched) -> {
          RejectedRows rejects = rejects(sourcesAsTheyAre(), names);
          DropReport dropped = ids.isEmpty() ? rejects.dropAll() : rejects.drop(ids);
          return new RejectsReport(
              "rejects drop", Optional.empty(), Optional.empty(), Optional.of(dropped));
        });
  }

  private RejectedRows rejects(List<Source> sources, IndexNames names) {
    return new RejectedRows(sources, elastic, names, settings.pepper(), clock);
  }

  private <T extends JobResult> T underLease(
      RunRequest request, Progress progress, LeasedJobs.Work<T> work) throws InterruptedException {
    initIndices();
    return jobs.run(request, progress, work);
  }

  private RefreshReport refreshDirty(IndexNames names, Progress progress)
      throws InterruptedException {
    try (Refresh refresh = newRefresh(names)) {
      return refresh.dirtyDays(progress);
    }
  }

  private RefreshReport refreshDays(
      IndexNames names, LocalDate from, LocalDate to, Progress progress)
      throws InterruptedException {
    try (Refresh refresh = newRefresh(names)) {
      return refresh.days(from, to, progress);
    }
  }

  private Refresh newRefresh(IndexNames names) {
    return new Refresh(elastic, names, settings.repeatAmount(), clock);
  }

  private static long millisSince(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }

  private Indexer indexer(IndexNames names) {
    return indexer(sources(), names);
  }

  private Indexer indexer(List<Source> sources, IndexNames names) {
    return new Indexer(sources, elastic, names, settings.pepper(), clock);
  }

  private SalesCheck salesCheck(IndexNames names) {
    return new SalesCheck(sources(), elastic, names, settings.pepper(), clock);
  }

  /** The shop's own table, or that of imports, or both, in this order. */
  private List<Source> sources() {
    imports.ifPresent(Imports::prepare);
    return sourcesAsTheyAre();
  }

  /** Those that need not be there to be named. */
  private List<Source> sourcesAsTheyAre() {
    return sources(imports.map(it -> it.source(settings.source())));
  }

  private List<Source> sourcesOfSync() {
    return sources(imports.map(it -> it.sourceOfUnfinished(settings.source())));
  }

  /** A plan makes no tables. */
  private List<Source> sourcesOfPlan() {
    return sources(imports.filter(Imports::isPrepared).map(it -> it.source(settings.source())));
  }

  private List<Source> sources(Optional<Source> imported) {
    boolean alone = settings.mysql().isEmpty() && imported.isPresent();
    Optional<Source> main =
        alone ? Optional.empty() : Optional.of(Source.main(database(), settings.source()));
    return Stream.of(main, imported).flatMap(Optional::stream).toList();
  }

  /** Sales that come by files; empty if none may come. */
  public Optional<Imports> imports() {
    return imports;
  }

  /**
   * Sales that come by files.
   *
   * @throws SettingsException if no schema for them is set
   */
  public Imports requiredImports() {
    return imports.orElseThrow(
        () ->
            new SettingsException(
                "Setting saleslens.imports.mysql.url is missing: imported sales are kept in a schema of their own. Set it in saleslens.yaml or as SALESLENS_IMPORTS_MYSQL_URL, as in jdbc:mysql://localhost:3306/saleslens; './saleslens sandbox' gives you one to try with."));
  }

  /**
   * MySQL.
   *
   * @throws SettingsException if it is not set
   */
  public Database database() {
    return new Database(settings.requiredMysql(), meters);
  }

  /** Elasticsearch; closed with this. */
  public Elastic elastic() {
    return elastic;
  }

  /** The record of runs. */
  public JobRuns runs() {
    return runs;
  }

  /** Runs that are asked for over the API. */
  public RequestedRuns requests() {
    return requests;
  }

  /** The jobs as the API has them. */
  public Jobs jobs() {
    return apiJobs;
  }

  /** What this was made with. */
  public Settings settings() {
    return settings;
  }

  @Override
  public void close() {
    elastic.close();
  }
}
