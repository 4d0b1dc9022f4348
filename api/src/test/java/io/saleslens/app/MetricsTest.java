package io.saleslens.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.api.ApiServer;
import io.saleslens.app.metrics.Metrics;
import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.Settings;
import io.saleslens.app.pipeline.Trigger;
import io.saleslens.indexer.Progress;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What Prometheus collects. */
class MetricsTest extends WithServers {
  private static final Path DOCUMENT = Path.of("..", "docs", "operations.md");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** A service on a free port. */
  private static final class Service implements AutoCloseable {
    private final Metrics metrics = new Metrics();
    private final Pipeline pipeline;
    private final ApiServer api;

    Service(TestSettings settings) {
      Map<String, String> environment = TestEnvironment.of(settings.with("api.port", "0"));
      pipeline =
          new Pipeline(Settings.load(Optional.empty(), environment), Clock.systemUTC(), metrics);
      api = Apis.of(pipeline, metrics);
      api.start();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
      URI uri = URI.create("http://127.0.0.1:" + api.port() + path);
      return CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    /** By name and labels. */
    Map<String, Double> metrics() throws IOException, InterruptedException {
      HttpResponse<String> answer = get("/metrics");
      assertThat(answer.statusCode()).isEqualTo(200);
      Map<String, Double> metrics = new HashMap<>();
      answer
          .body()
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(
              line -> {
                int end = line.lastIndexOf(' ');
                metrics.put(line.substring(0, end), Double.valueOf(line.substring(end + 1)));
              });
      return metrics;
    }

    @Override
    public void close() {
      api.close();
      pipeline.close();
      metrics.close();
    }
  }

  @Test
  void whatIsDoneIsCountedUnderTheNamesInTheDocument() throws Exception {
    table.insert(TestSale.of(1), TestSale.of(2), TestSale.of(3).store(null));
    try (Service service = new Service(settings)) {
      service.pipeline.sync(Trigger.COMMAND, Progress.NONE);
      LocalDateTime before = LocalDateTime.now(settings.source().sourceZone()).minusMinutes(2);
      table.insert(TestSale.of(4).modified(before));
      service.pipeline.sync(Trigger.COMMAND, Progress.NONE);
      for (String path : List.of("/api/v1/frauds/1", "/api/v1/frauds/2", "/no/1", "/no/2")) {
        service.get(path);
      }
      Map<String, Double> metrics = service.metrics();
      assertThat(metrics)
          .containsEntry("saleslens_up{server=\"elasticsearch\"}", 1.0)
          .containsEntry("saleslens_up{server=\"mysql\"}", 1.0)
          .containsEntry("saleslens_dirty_days", 0.0)
          .containsEntry("saleslens_rejects_held", 1.0)
          .containsEntry("saleslens_rows_read_total", 4.0)
          .containsEntry("saleslens_rows_written_total", 3.0)
          .containsEntry("saleslens_rows_rejected_total", 1.0)
          .containsEntry("saleslens_rows_late_total", 1.0)
          .containsEntry("saleslens_lease_held", 0.0)
          .containsEntry("saleslens_job_run_seconds_count{job=\"sync\",outcome=\"rejects\"}", 1.0)
          .containsEntry("saleslens_job_run_seconds_count{job=\"sync\",outcome=\"done\"}", 1.0)
          .containsEntry(requests("/api/v1/frauds/{sale_id}"), 2.0)
          .containsEntry(requests("none"), 2.0);
      assertThat(metrics.get("saleslens_oldest_late_row_seconds")).isBetween(60.0, 180.0);
      assertThat(metrics.get("saleslens_read_through_age_seconds")).isBetween(0.0, 60.0);
      assertThat(metrics.get("saleslens_bulk_request_seconds_count")).isPositive();
      assertThat(names(service.get("/metrics").body())).isEqualTo(documented());
    }
  }

  private static String requests(String route) {
    return "saleslens_http_request_seconds_count{method=\"GET\",route=\"%s\",status=\"404\"}"
        .formatted(route);
  }

  /** The names of ours, with what Prometheus takes them for. */
  private static Set<String> names(String page) {
    return page.lines()
        .filter(line -> line.startsWith("# TYPE saleslens_"))
        .map(line -> line.substring("# TYPE ".length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> documented() throws IOException {
    return Files.readAllLines(DOCUMENT).stream()
        .filter(line -> line.startsWith("| `saleslens_"))
        .map(line -> line.split("\\|"))
        .map(cells -> cells[1].replace("`", "").strip() + " " + cells[2].strip())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void theyComeAtOnceWhileElasticsearchHangs() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Service service =
            new Service(
                settings.with("elasticsearch.url", "http://127.0.0.1:" + silent.getLocalPort()))) {
      long start = System.nanoTime();
      for (int i = 0; i < 2; i++) {
        assertThat(service.metrics())
            .containsEntry("saleslens_up{server=\"elasticsearch\"}", 0.0)
            .containsEntry("saleslens_up{server=\"mysql\"}", 1.0)
            .containsEntry("saleslens_rejects_held", Double.NaN);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    }
  }

  @Test
  void elasticsearchIsUpBeforeThereAreIndices() throws Exception {
    try (Service service = new Service(settings)) {
      assertThat(service.metrics())
          .containsEntry("saleslens_up{server=\"elasticsearch\"}", 1.0)
          .containsEntry("saleslens_dirty_days", Double.NaN);
    }
  }
}
