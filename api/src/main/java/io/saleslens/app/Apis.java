package io.saleslens.app;

import io.saleslens.api.ApiServer;
import io.saleslens.api.ApiSettings;
import io.saleslens.api.HealthCheck;
import io.saleslens.api.ImportsResource;
import io.saleslens.api.JobsResource;
import io.saleslens.api.MeResource;
import io.saleslens.api.MetricsResource;
import io.saleslens.app.metrics.Metrics;
import io.saleslens.app.metrics.MetricsPage;
import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.Settings;
import io.saleslens.indexer.Freshness;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.retry.Patience;
import io.saleslens.indexer.settings.MysqlSettings;
import io.saleslens.indexer.settings.SettingsException;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The API over a pipeline's servers, with the health of both of them. */
final class Apis {
  private static final String SCHEDULE = "schedule";

  /** What waits for longer holds a thread that others wait for. */
  private static final Duration LONGEST_QUESTION = Duration.ofSeconds(20);

  private Apis() {}

  /**
   * Not started yet, but told already if it may not be.
   *
   * @throws SettingsException if no token is set and the address is not for this machine alone
   */
  static ApiServer of(Pipeline pipeline, Metrics metrics) {
    return of(pipeline, metrics, () -> {});
  }

  /**
   * The same.
   *
   * @param imported is told that there are imported sales to index; without it, the next sync does
   *     so
   */
  static ApiServer of(Pipeline pipeline, Metrics metrics, Runnable imported) {
    pipeline.settings().api().allowedAddress();
    return of(pipeline, metrics, imported, pipeline.settings().api());
  }

  private static ApiServer of(
      Pipeline pipeline, Metrics metrics, Runnable imported, ApiSettings api) {
    Settings settings = pipeline.settings();
    Elastic elastic = pipeline.elastic().with(Patience.QUERY).within(LONGEST_QUESTION);
    List<HealthCheck> checks = checks(pipeline);
    MetricsPage page =
        new MetricsPage(
            metrics, new Freshness(elastic, settings.names()), checks, Clock.systemUTC());
    return new ApiServer(
        api,
        elastic,
        settings.names(),
        settings.repeatAmount(),
        checks,
        List.of(
            new MeResource(settings.source().businessZone(), settings.currency()),
            new MetricsResource(page::text),
            new JobsResource(pipeline.jobs(), elastic, settings.names()),
            new ImportsResource(pipeline.imports(), imported, elastic, settings.names())),
        metrics);
  }

  /** Each MySQL that the settings name, and the schedule. */
  private static List<HealthCheck> checks(Pipeline pipeline) {
    Settings settings = pipeline.settings();
    List<HealthCheck> checks = new ArrayList<>();
    settings.mysql().ifPresent(it -> checks.add(mysql("mysql", it)));
    checks.add(schedule(pipeline));
    settings.imports().ifPresent(it -> checks.add(mysql("imports", it.mysql())));
    return checks;
  }

  /** Starts on a free port if the one in the settings is taken; for the demo, which any will do. */
  static ApiServer startAnywhere(Pipeline pipeline, Metrics metrics, Output output) {
    ApiServer usual = of(pipeline, metrics);
    try {
      usual.start();
      return usual;
    } catch (SettingsException e) {
      usual.close();
      output.say(e.getMessage() + "; taking a free one.");
      ApiServer other = of(pipeline, metrics, () -> {}, pipeline.settings().api().onPort(0));
      other.start();
      return other;
    }
  }

  static String url(ApiServer server, Pipeline pipeline) {
    return "http://" + pipeline.settings().api().host() + ":" + server.port();
  }

  /** Its store answers, and where this process runs jobs, they can begin at their times. */
  private static HealthCheck schedule(Pipeline pipeline) {
    Optional<HealthCheck> store =
        pipeline.settings().schedule().store().map(it -> mysql(SCHEDULE, it));
    return new HealthCheck() {
      @Override
      public String name() {
        return SCHEDULE;
      }

      @Override
      public Optional<String> check() {
        return store.flatMap(HealthCheck::check).or(pipeline.requests()::problem);
      }
    };
  }

  private static HealthCheck mysql(String name, MysqlSettings settings) {
    Database database = new Database(settings);
    return new HealthCheck() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Optional<String> check() {
        try {
          Connection connection = database.connect();
          database.close(connection);
          return Optional.empty();
        } catch (RuntimeException e) {
          return Optional.of(e.getMessage());
        }
      }
    };
  }
}
