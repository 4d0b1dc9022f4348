package io.saleslens.bench.api;

import io.saleslens.api.ApiServer;
import io.saleslens.api.ApiSettings;
import io.saleslens.bench.measure.Measured;
import io.saleslens.bench.measure.ResultTable;
import io.saleslens.bench.measure.Summary;
import io.saleslens.bench.setup.BenchContext;
import io.saleslens.bench.setup.BenchResult;
import io.saleslens.bench.setup.Benchmark;
import io.saleslens.bench.setup.ListDocuments;
import io.saleslens.fraud.RepeatAmountRule;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.retry.Patience;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Lists of the API under load. */
public final class ApiBenchmark implements Benchmark {
  private static final long USUAL_DOCUMENTS = 1_000_000;
  private static final int STORES = 2_000;
  private static final List<Integer> CLIENTS = List.of(1, 8, 32);
  private static final int PAGING_CLIENTS = 8;
  private static final int PAGE = 100;

  /** Of every load, before anything counts: a server is asked for days, not for seconds. */
  private static final int WARM_UPS = 3;

  private static final String INDICES = "api";

  private final Duration length;

  public ApiBenchmark() {
    this(Duration.ofSeconds(1));
  }

  /**
   * @param length of a run
   */
  ApiBenchmark(Duration length) {
    this.length = length;
  }

  @Override
  public String name() {
    return "api";
  }

  @Override
  public String shows() {
    return "Requests a second, and how long they take, of the lists of the API for clients that ask without a pause: the first 100 items of everything, of a week, of a store and of a store's four weeks; then pages of 100 items by how far into the list they are.";
  }

  @Override
  public BenchResult run(BenchContext context) throws Exception {
    long documents = context.options().rows(USUAL_DOCUMENTS);
    IndexNames names = context.servers().names(INDICES);
    Elastic elastic = context.servers().elastic();
    ListDocuments made = new ListDocuments(elastic, names, STORES, documents, documents);
    context.say().accept("writing %,d documents of each list".formatted(documents));
    made.write();
    ApiSettings settings = new ApiSettings("127.0.0.1", 0, List.of(), OptionalInt.empty());
    try (ApiServer server =
        new ApiServer(
            settings,
            elastic.with(Patience.QUERY),
            names,
            RepeatAmountRule.USUAL,
            List.of(),
            List.of())) {
      server.start();
      return measure(context, documents, lists(made, "http://127.0.0.1:" + server.port()));
    } finally {
      context.servers().deleteIndices(INDICES);
    }
  }

  private static List<ApiList> lists(ListDocuments made, String url) {
    return List.of(
        list("suspects", url + "/api/v1/frauds", made),
        list("daily AOV", url + "/api/v1/aov/daily", made),
        list("weekly AOV", url + "/api/v1/aov/weekly", made));
  }

  private static ApiList list(String name, String url, ListDocuments made) {
    return new ApiList(name, url, made.firstDay(), made.days(), made.stores());
  }

  private BenchResult measure(BenchContext context, long documents, List<ApiList> lists)
      throws Exception {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    List<Load> questions = questions(http, lists);
    context.say().accept("warming up");
    for (int i = 0; i < WARM_UPS; i++) {
      for (Load load : questions) {
        load.run();
      }
    }
    List<Measured> asked = context.comparison("requests").of(questions);
    List<Load> pages = pages(http, lists, documents);
    List<Measured> paged = context.comparison("requests").of(pages);
    int runs = context.options().runs();
    List<Measured> all = new ArrayList<>(asked);
    all.addAll(paged);
    return new BenchResult(
        Map.of(
            "suspects", documents,
            "daily documents", documents,
            "weekly documents", documents,
            "seconds a run", length.toMillis() / 1_000.0),
        List.of(table("Lists", questions, asked, runs), table("Pages of 100", pages, paged, runs)),
        all);
  }

  private List<Load> questions(HttpClient http, List<ApiList> lists) {
    List<Load> loads = new ArrayList<>();
    for (ApiList list : lists) {
      for (int clients : CLIENTS) {
        loads.add(new Load(list.name(), http, clients, length, list::question));
      }
    }
    return loads;
  }

  private List<Load> pages(HttpClient http, List<ApiList> lists, long documents)
      throws IOException, InterruptedException {
    List<Load> loads = new ArrayList<>();
    for (ApiList list : lists) {
      List<String> cursors = list.cursors(http, documents);
      loads.add(page("the first page", list, "", http));
      loads.add(page("100 pages in", list, cursors.get(Math.min(10, cursors.size() - 1)), http));
      loads.add(page("near the end", list, cursors.get(cursors.size() - 1), http));
    }
    return loads;
  }

  private Load page(String which, ApiList list, String cursor, HttpClient http) {
    String name = "%s, %s".formatted(list.name(), which);
    return new Load(name, http, PAGING_CLIENTS, length, random -> list.page(cursor, PAGE));
  }

  private static ResultTable table(
      String title, List<Load> loads, List<Measured> measured, int runs) {
    ResultTable.Builder table =
        ResultTable.titled(
            title, "Requests", "clients", "requests/s, median", "min", "max", "p50 ms", "p99 ms");
    for (int i = 0; i < loads.size(); i++) {
      Load load = loads.get(i);
      Summary speed = measured.get(i).perSecond();
      Latencies latencies = load.last(runs);
      table.row(
          load.name(),
          load.clients(),
          Math.round(speed.median()),
          Math.round(speed.min()),
          Math.round(speed.max()),
          latencies.millis(0.5),
          latencies.millis(0.99));
    }
    return table.build();
  }
}
