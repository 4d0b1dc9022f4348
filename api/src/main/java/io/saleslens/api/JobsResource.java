package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.SortOrder;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The jobs: when they run, how their runs went and go, and runs that are started by hand. */
public final class JobsResource implements Resource {
  private static final String ALL = "/api/v1/jobs";
  private static final String ONE = ALL + "/{job}";
  private static final String RUNS = ONE + "/runs";
  private static final String RUN = RUNS + "/{run_id}";
  private static final String OUTCOME = "outcome";
  static final String KEY = "Idempotency-Key";
  private static final Pattern SOUND_KEY = Pattern.compile("[ -~]{1,128}");
  private static final String RETRY_SECONDS = "60";
  private static final String OUTCOMES =
      Arrays.stream(RunOutcome.values())
          .map(RunOutcome::toString)
          .collect(Collectors.joining(", ", "one of ", ""));

  /** What Elasticsearch can still look for. */
  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  private static final List<String> JOB_FIELDS = Fields.of(JobState.class);
  private static final List<String> RUN_FIELDS = Fields.of(Run.class);

  private final Jobs jobs;
  private final Lists lists;
  private final ListAnswers answers;

  /**
   * @param elastic stays the caller's
   */
  public JobsResource(Jobs jobs, Elastic elastic, IndexNames names) {
    this.jobs = jobs;
    this.lists = new Lists(elastic, names);
    this.answers = ListAnswers.over(lists);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.get(routes, Role.READER, ALL, this::all);
    Routes.get(routes, Role.READER, ONE, this::one);
    Routes.get(routes, Role.READER, RUNS, this::history);
    Routes.post(routes, Role.OPERATOR, RUNS, this::start);
    Routes.get(routes, Role.READER, RUN, this::run);
    Routes.post(routes, Role.OPERATOR, RUN + "/cancel", this::cancel);
  }

  private void all(Context ctx) throws IOException {
    Parameters given = Parameters.ofItem(ctx);
    List<String> fields = given.fields(JOB_FIELDS);
    answers.answer(ctx, given, fields, SortOrder.Asc, paging -> all(fields));
  }

  private Page<ObjectNode> all(List<String> fields) {
    Page.State state = lists.state(DateRange.ALL);
    List<ObjectNode> states =
        Arrays.stream(JobName.values()).map(it -> Fields.only(fields, jobs.state(it))).toList();
    return new Page<>(states, Optional.empty(), state);
  }

  private void one(Context ctx) {
    Parameters.ofNone(ctx);
    Answers.json(ctx, jobs.state(job(ctx)));
  }

  private void history(Context ctx) throws IOException {
    JobName job = job(ctx);
    Parameters given =
        Parameters.of(ctx, Set.of(OUTCOME, Parameters.LIMIT, Parameters.AFTER, Parameters.FIELDS));
    Optional<RunOutcome> outcome = given.text(OUTCOME).map(JobsResource::outcome);
    List<String> fields = given.fields(RUN_FIELDS);
    answers.answer(
        ctx, given, fields, SortOrder.Desc, paging -> history(job, outcome, paging, fields));
  }

  private Page<ObjectNode> history(
      JobName job, Optional<RunOutcome> outcome, Paging paging, List<String> fields) {
    List<String> identity =
        List.of("runs", job.toString(), outcome.map(String::valueOf).orElse(""));
    Optional<Jobs.Position> after =
        paging
            .after()
            .map(cursor -> Cursor.decode(cursor, identity, JobsResource::isPosition, true).at())
            .map(at -> new Jobs.Position(Instant.parse(at.get(0)), at.get(1)));
    Page.State state = lists.state(DateRange.ALL);
    List<Run> runs = jobs.history(job, outcome, after, paging.oneMore());
    List<ObjectNode> shown =
        paging.shown(runs).stream().map(it -> Fields.only(fields, it)).toList();
    return new Page<>(shown, paging.next(runs, JobsResource::position, identity), state);
  }

  private static boolean isPosition(List<String> at) {
    try {
      return at.size() == 2 && !Instant.parse(at.get(0)).isAfter(LAST);
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static List<String> position(Run run) {
    return List.of(run.requestedAt().toString(), run.runId());
  }

  private static RunOutcome outcome(String name) {
    return RunOutcome.named(name)
        .orElseThrow(() -> ApiException.invalidParameter(OUTCOME, name, OUTCOMES));
  }

  private void start(Context ctx) throws IOException {
    Parameters.ofNone(ctx);
    JobName job = job(ctx);
    if (job == JobName.IMPORT) {
      throw ApiException.importsStartThemselves();
    }
    Optional<String> key = key(ctx);
    RunOrder order = RunBody.order(ctx, job);
    Jobs.Accepted accepted = refusing(ctx, () -> jobs.start(job, order, key, caller(ctx)));
    ctx.header("Location", "%s/%s/runs/%s".formatted(ALL, job, accepted.run().runId()));
    ctx.status(accepted.isNew() ? HttpStatus.ACCEPTED : HttpStatus.OK);
    Answers.json(ctx, accepted.run());
  }

  private static Optional<String> key(Context ctx) {
    List<String> keys = Collections.list(ctx.req().getHeaders(KEY));
    if (keys.isEmpty()) {
      return Optional.empty();
    }
    if (keys.size() > 1 || !SOUND_KEY.matcher(keys.get(0)).matches()) {
      throw ApiException.invalidParameter(
          KEY, String.join(",", keys), "1 to 128 printable ASCII characters, and given once");
    }
    return Optional.of(keys.get(0));
  }

  private void run(Context ctx) {
    Parameters.ofNone(ctx);
    Answers.json(ctx, jobs.run(job(ctx), runId(ctx)).orElseThrow(() -> noRun(ctx)));
  }

  private void cancel(Context ctx) throws IOException {
    Parameters.ofNone(ctx);
    JobName job = job(ctx);
    RunBody.none(ctx);
    Optional<Run> run = refusing(ctx, () -> jobs.cancel(job, runId(ctx), caller(ctx)));
    ctx.status(HttpStatus.ACCEPTED);
    Answers.json(ctx, run.orElseThrow(() -> noRun(ctx)));
  }

  /** Something that may be refused. */
  @FunctionalInterface
  private interface Request<T> {
    T send();
  }

  private static <T> T refusing(Context ctx, Request<T> request) {
    try {
      return request.send();
    } catch (RefusedRunException e) {
      if (e.reason() == RefusedRunException.Reason.TOO_MANY_WAIT) {
        ctx.header("Retry-After", RETRY_SECONDS);
      }
      throw ApiException.refusedRun(e);
    }
  }

  private static Optional<String> caller(Context ctx) {
    return Guard.caller(ctx).map(ApiToken::name);
  }

  private static JobName job(Context ctx) {
    String name = ctx.pathParam("job");
    return JobName.named(name)
        .orElseThrow(
            () ->
                ApiException.notFound(
                    name,
                    "There is no job '%s'; there are %s."
                        .formatted(
                            name,
                            Arrays.stream(JobName.values())
                                .map(JobName::toString)
                                .collect(Collectors.joining(", ")))));
  }

  private static String runId(Context ctx) {
    return ctx.pathParam("run_id");
  }

  private static ApiException noRun(Context ctx) {
    return ApiException.notFound(
        runId(ctx), "There is no run '%s' of %s.".formatted(runId(ctx), ctx.pathParam("job")));
  }
}
