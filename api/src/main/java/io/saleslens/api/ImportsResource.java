package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.SortOrder;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.imports.ImportOutcome;
import io.saleslens.indexer.imports.ImportOutcome.AlreadyCollected;
import io.saleslens.indexer.imports.ImportOutcome.Conflict;
import io.saleslens.indexer.imports.ImportOutcome.NothingAccepted;
import io.saleslens.indexer.imports.ImportOutcome.Stored;
import io.saleslens.indexer.imports.ImportRequest;
import io.saleslens.indexer.imports.ImportTask;
import io.saleslens.indexer.imports.Imports;
import io.saleslens.indexer.imports.ImportsUnavailableException;
import io.saleslens.indexer.imports.file.FileEncoding;
import io.saleslens.indexer.imports.file.FileFormat;
import io.saleslens.indexer.imports.file.ImportException;
import io.saleslens.indexer.imports.file.Refusal;
import io.saleslens.indexer.settings.SettingsException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files of sales that are not in MySQL: takes them, and tells what has become of them. */
public final class ImportsResource implements Resource {
  /** Where files come in, of which nothing but {@link Imports} limits the size. */
  static final String ALL = "/api/v1/imports";

  private static final Logger LOG = LoggerFactory.getLogger(ImportsResource.class);
  private static final String ONE = ALL + "/{task_id}";
  private static final String SOURCE = "source";
  private static final String DATE = "date";
  private static final String FORMAT = "format";
  private static final String REPLACE = "replace";
  private static final String FILE_NAME = "file_name";
  private static final String STATE = "state";
  private static final int LONGEST_NAME = 255;
  private static final String NAMES = "a name of 1 to 255 characters";
  private static final String STATES = names(ImportTask.State.values());
  private static final String FORMATS = names(FileFormat.values());

  /** What lists leave out, as it can be long. */
  private static final Set<String> NOT_IN_LISTS = Set.of("refusals", "columns_not_used");

  private static final List<String> FIELDS =
      Fields.of(Task.class).stream().filter(it -> !NOT_IN_LISTS.contains(it)).toList();

  private final Optional<Imports> imports;
  private final Runnable stored;
  private final Lists lists;
  private final ListAnswers answers;

  /**
   * @param imports empty where none may come
   * @param stored is told that there is something to index; may do so later
   * @param elastic stays the caller's
   */
  public ImportsResource(
      Optional<Imports> imports, Runnable stored, Elastic elastic, IndexNames names) {
    this.imports = imports;
    this.stored = stored;
    this.lists = new Lists(elastic, names);
    this.answers = ListAnswers.over(lists);
  }

  private static String names(Enum<?>[] values) {
    return Arrays.stream(values)
        .map(ImportsResource::shown)
        .collect(Collectors.joining(", ", "one of ", ""));
  }

  private static String shown(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.post(routes, Role.OPERATOR, ALL, this::take);
    Routes.get(routes, Role.ANALYST, ALL, this::list);
    Routes.get(routes, Role.ANALYST, ONE, this::one);
    Routes.post(routes, Role.OPERATOR, ONE + "/retries", this::retry);
  }

  /**
   * A task as it is shown.
   *
   * @param refusals absent in lists
   * @param columnsNotUsed that stand for no field; absent in lists
   */
  record Task(
      String taskId,
      String source,
      String fileName,
      String format,
      String state,
      long rowsAccepted,
      long rowsRefused,
      List<Day> days,
      List<Refusal> refusals,
      List<String> columnsNotUsed,
      int attempts,
      String error,
      String importedBy,
      Instant importedAt,
      Instant doneAt) {
    static Task of(ImportTask task) {
      return of(task, task.refusals(), task.notUsed());
    }

    private static Task of(ImportTask task, List<Refusal> refusals, List<String> columnsNotUsed) {
      return new Task(
          Long.toString(task.id()),
          task.source(),
          task.fileName(),
          shown(task.format()),
          task.state().shown(),
          task.accepted(),
          task.refused(),
          task.days().stream().map(Day::of).toList(),
          refusals,
          columnsNotUsed,
          task.attempts(),
          task.error().orElse(null),
          task.storedBy(),
          task.storedAt(),
          task.doneAt().orElse(null));
    }

    static Task inList(ImportTask task) {
      return of(task, null, null);
    }
  }

  /**
   * A business day of a file.
   *
   * @param change what was done with it
   */
  record Day(LocalDate date, long sales, String change) {
    static Day of(ImportTask.Day day) {
      return new Day(day.date(), day.sales(), day.kind().shown());
    }
  }

  /** Says that nothing was done. */
  record Already(
      String status, String message, String source, List<LocalDate> days, String taskId) {}

  private void take(Context ctx) throws InterruptedException {
    Imports here = configured();
    // first, since it is what parameters are decoded by
    Optional<Charset> encoding = encoding(ctx);
    Parameters given = Parameters.of(ctx, Set.of(SOURCE, DATE, FORMAT, REPLACE, FILE_NAME));
    ImportRequest request = request(ctx, given, encoding);
    ImportOutcome outcome = store(ctx, here, request);
    if (outcome instanceof Stored it) {
      stored.run();
      accepted(ctx, it.task());
    } else if (outcome instanceof AlreadyCollected it) {
      Answers.json(ctx, already(request, it));
    } else if (outcome instanceof Conflict it) {
      throw ApiException.dayAlreadyCollected(request.source(), it.days());
    } else if (outcome instanceof NothingAccepted it) {
      throw ApiException.nothingAccepted(it.refused(), it.refusals());
    } else {
      throw new IllegalStateException("What came of a file: " + outcome);
    }
  }

  private static void accepted(Context ctx, ImportTask task) {
    ctx.status(HttpStatus.ACCEPTED).header("Location", ALL + "/" + task.id());
    Answers.json(ctx, Task.of(task));
  }

  private static Already already(ImportRequest request, AlreadyCollected outcome) {
    String days =
        outcome.days().stream().map(LocalDate::toString).collect(Collectors.joining(", "));
    return new Already(
        "already_collected",
        "Of %s, %s is already collected, with the same content. Nothing was done."
            .formatted(request.source(), days),
        request.source(),
        outcome.days(),
        Long.toString(outcome.task()));
  }

  private static ImportOutcome store(Context ctx, Imports here, ImportRequest request)
      throws InterruptedException {
    try {
      return here.store(ctx.bodyInputStream(), request);
    } catch (ImportException e) {
      throw ApiException.refusedFile(e);
    } catch (IOException e) {
      throw ApiException.incompleteBody();
    } catch (ImportsUnavailableException e) {
      LOG.error("A file of {} was not taken: {}", request.source(), e.getMessage());
      throw ApiException.importsUnavailable(e.isFull());
    } catch (SettingsException e) {
      throw unusable(e);
    }
  }

  private static ApiException unusable(SettingsException e) {
    LOG.error("Imports cannot be used: {}", e.getMessage());
    return ApiException.importsUnusable();
  }

  private static ImportRequest request(Context ctx, Parameters given, Optional<Charset> encoding) {
    String source = source(given.required(SOURCE, ImportRequest.SOURCE));
    Optional<String> name = given.text(FILE_NAME);
    name.filter(it -> it.length() > LONGEST_NAME)
        .ifPresent(
            it -> {
              throw ApiException.invalidParameter(FILE_NAME, it, NAMES);
            });
    FileFormat format = format(ctx, given, name);
    Optional<LocalDate> date = given.day(DATE);
    return new ImportRequest(
        source,
        date,
        format,
        encoding,
        name.orElseGet(() -> source + "." + shown(format)),
        given.flag(REPLACE).orElse(false),
        Guard.caller(ctx).map(ApiToken::name).orElse("this machine"));
  }

  private static String source(String name) {
    if (!ImportRequest.isSource(name)) {
      throw ApiException.invalidParameter(SOURCE, name, ImportRequest.SOURCE);
    }
    return name;
  }

  /** As the parameter says, or else the Content-Type, or else the file's name. */
  private static FileFormat format(Context ctx, Parameters given, Optional<String> name) {
    return given
        .text(FORMAT)
        .map(ImportsResource::format)
        .or(() -> contentType(ctx).flatMap(FileFormat::ofContentType))
        .or(() -> name.flatMap(FileFormat::ofFileName))
        .orElseThrow(
            () ->
                ApiException.missingParameter(
                    FORMAT,
                    FORMATS + ", as neither the Content-Type nor 'file_name' tells the format"));
  }

  /** As it was sent; Javalin fails over a charset that there is not. */
  private static Optional<String> contentType(Context ctx) {
    return Optional.ofNullable(ctx.header("Content-Type"));
  }

  private static Optional<Charset> encoding(Context ctx) {
    try {
      return contentType(ctx).flatMap(FileEncoding::ofContentType);
    } catch (ImportException e) {
      throw ApiException.refusedFile(e);
    }
  }

  private static FileFormat format(String name) {
    return Arrays.stream(FileFormat.values())
        .filter(it -> shown(it).equals(name))
        .findFirst()
        .orElseThrow(() -> ApiException.invalidParameter(FORMAT, name, FORMATS));
  }

  private void list(Context ctx) throws IOException {
    Imports here = configured();
    Parameters given =
        Parameters.of(
            ctx, Set.of(STATE, SOURCE, Parameters.LIMIT, Parameters.AFTER, Parameters.FIELDS));
    Optional<ImportTask.State> state = given.text(STATE).map(ImportsResource::state);
    Optional<String> source = given.text(SOURCE).map(ImportsResource::source);
    List<String> fields = given.fields(FIELDS);
    answers.answer(
        ctx, given, fields, SortOrder.Desc, paging -> page(here, state, source, paging, fields));
  }

  private Page<ObjectNode> page(
      Imports here,
      Optional<ImportTask.State> state,
      Optional<String> source,
      Paging paging,
      List<String> fields) {
    List<String> identity = List.of(ALL, state.map(Enum::name).orElse(""), source.orElse(""));
    Optional<Long> before = paging.after().map(it -> position(it, identity));
    Page.State freshness = lists.state(DateRange.ALL);
    List<ImportTask> found = newest(here, state, source, before, paging.oneMore());
    List<ObjectNode> shown =
        paging.shown(found).stream().map(it -> Fields.only(fields, Task.inList(it))).toList();
    return new Page<>(shown, paging.next(found, ImportsResource::position, identity), freshness);
  }

  private static List<ImportTask> newest(
      Imports here,
      Optional<ImportTask.State> state,
      Optional<String> source,
      Optional<Long> before,
      int limit) {
    try {
      return here.newest(state, source, before, limit);
    } catch (SettingsException e) {
      throw unusable(e);
    }
  }

  private static ImportTask.State state(String name) {
    return Arrays.stream(ImportTask.State.values())
        .filter(it -> it.shown().equals(name))
        .findFirst()
        .orElseThrow(() -> ApiException.invalidParameter(STATE, name, STATES));
  }

  private static List<String> position(ImportTask task) {
    return List.of(Long.toString(task.id()));
  }

  private static long position(String cursor, List<String> identity) {
    return Long.parseLong(
        Cursor.decode(cursor, identity, ImportsResource::isPosition, true).at().get(0));
  }

  private static boolean isPosition(List<String> at) {
    return at.size() == 1 && at.get(0).matches("[0-9]{1,18}");
  }

  private void one(Context ctx) {
    Imports here = configured();
    Parameters.ofNone(ctx);
    Answers.json(ctx, Task.of(find(here, ctx.pathParam("task_id"))));
  }

  private void retry(Context ctx) {
    Imports here = configured();
    Parameters.ofNone(ctx);
    ImportTask task = find(here, ctx.pathParam("task_id"));
    if (!here.retry(task.id())) {
      throw ApiException.importNotToBeRetried(task.state().shown());
    }
    stored.run();
    accepted(ctx, find(here, Long.toString(task.id())));
  }

  private static ImportTask find(Imports here, String id) {
    try {
      return here.find(Long.parseLong(id)).orElseThrow(() -> none(id));
    } catch (NumberFormatException e) {
      throw none(id);
    } catch (SettingsException e) {
      throw unusable(e);
    }
  }

  private static ApiException none(String id) {
    return ApiException.notFound(id, "There is no import '%s'.".formatted(id));
  }

  private Imports configured() {
    return imports.orElseThrow(ApiException::importsNotConfigured);
  }
}
