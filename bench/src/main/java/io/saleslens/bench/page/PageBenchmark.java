package io.saleslens.bench.page;

import io.saleslens.api.ApiServer;
import io.saleslens.api.ApiSettings;
import io.saleslens.api.JobsResource;
import io.saleslens.api.MeResource;
import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.Settings;
import io.saleslens.bench.measure.ResultTable;
import io.saleslens.bench.measure.Summary;
import io.saleslens.bench.setup.BenchContext;
import io.saleslens.bench.setup.BenchResult;
import io.saleslens.bench.setup.Benchmark;
import io.saleslens.bench.setup.ListDocuments;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.retry.Patience;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** How soon somebody sees a view of the page. */
public final class PageBenchmark implements Benchmark {
  private static final long USUAL_DOCUMENTS = 1_000_000;
  private static final int STORES = 5_000;
  private static final int DOCUMENTS_PER_SUSPECT = 10;
  private static final String INDICES = "page";

  /** By name; what is behind the address of the page. */
  private static final Map<String, String> VIEWS = views();

  private static Map<String, String> views() {
    Map<String, String> views = new LinkedHashMap<>();
    views.put("overview", "#/");
    views.put("stores", "#/stores");
    // the one with the most suspects
    views.put("a store", "#/stores/1");
    views.put("suspects", "#/suspects");
    views.put("days", "#/days");
    views.put("jobs", "#/jobs");
    return views;
  }

  @Override
  public String name() {
    return "page";
  }

  @Override
  public String shows() {
    return "How long a view takes until it is drawn in headless Chromium, which has nothing of the page yet: from the request until the last answer of the API is there, and from then on. A table holds a page of its list and no more.";
  }

  @Override
  public void requireTools() {
    PageBrowser.require();
  }

  @Override
  public BenchResult run(BenchContext context) throws Exception {
    long documents = context.options().rows(USUAL_DOCUMENTS);
    Settings settings = context.servers().settings("none", INDICES);
    try (Pipeline pipeline = new Pipeline(settings, Clock.systemUTC());
        ApiServer server = server(pipeline)) {
      pipeline.init();
      context.say().accept("writing %,d daily documents".formatted(documents));
      new ListDocuments(
              pipeline.elastic(),
              settings.names(),
              STORES,
              documents,
              documents / DOCUMENTS_PER_SUSPECT)
          .write();
      server.start();
      return measure(context, documents, "http://127.0.0.1:" + server.port() + "/");
    } finally {
      context.servers().deleteIndices(INDICES);
    }
  }

  private static ApiServer server(Pipeline pipeline) {
    Settings settings = pipeline.settings();
    Elastic elastic = pipeline.elastic().with(Patience.QUERY);
    return new ApiServer(
        new ApiSettings("127.0.0.1", 0, List.of(), OptionalInt.empty()),
        elastic,
        settings.names(),
        settings.repeatAmount(),
        List.of(),
        List.of(
            new MeResource(settings.source().businessZone(), settings.currency()),
            new JobsResource(pipeline.jobs(), elastic, settings.names())));
  }

  private static BenchResult measure(BenchContext context, long documents, String url) {
    Map<String, List<Shown>> views = new LinkedHashMap<>();
    try (PageBrowser browser = new PageBrowser()) {
      int runs = context.options().warmups() + context.options().runs();
      for (int run = 0; run < runs; run++) {
        context.say().accept("all views, %d of %d times".formatted(run + 1, runs));
        boolean counts = run >= context.options().warmups();
        VIEWS.forEach(
            (name, hash) -> {
              Shown shown = browser.open(url + hash);
              if (counts) {
                views.computeIfAbsent(name, key -> new ArrayList<>()).add(shown);
              }
            });
      }
    }
    return new BenchResult(parameters(documents), List.of(table(views)), List.of());
  }

  private static Map<String, Object> parameters(long documents) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("stores", STORES);
    parameters.put("daily documents", documents);
    parameters.put("weekly documents", documents);
    parameters.put("suspects", documents / DOCUMENTS_PER_SUSPECT);
    return parameters;
  }

  private static ResultTable table(Map<String, List<Shown>> views) {
    ResultTable.Builder table =
        ResultTable.titled(
            "Views",
            "View",
            "ms until answered, median",
            "min",
            "max",
            "then ms until drawn, median",
            "min",
            "max",
            "requests",
            "KB of answers",
            "rows in tables",
            "slowest answer of the last run");
    views.forEach(
        (name, runs) -> {
          Summary answered = Summary.of(Shown.each(runs, Shown::answered));
          Summary drawn = Summary.of(Shown.each(runs, Shown::afterAnswers));
          table.row(
              name,
              Math.round(answered.median()),
              Math.round(answered.min()),
              Math.round(answered.max()),
              Math.round(drawn.median()),
              Math.round(drawn.min()),
              Math.round(drawn.max()),
              runs.get(0).requests(),
              Math.round(Summary.of(Shown.each(runs, Shown::bytes)).median() / 1_000),
              runs.get(0).rows(),
              runs.get(runs.size() - 1).slowest());
        });
    return table.build();
  }
}
