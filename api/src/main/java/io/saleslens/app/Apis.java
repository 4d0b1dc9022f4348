package io.saleslens.app;

import io.saleslens.api.ApiServer;
import io.saleslens.api.ApiSettings;
import io.saleslens.api.HealthCheck;
import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.Settings;
import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.retry.Patience;
import io.saleslens.indexer.settings.SettingsException;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;

/** The API over a pipeline's servers, with the health of both of them. */
final class Apis {
  private Apis() {}

  /**
   * Not started yet, but told already if it may not be.
   *
   * @throws SettingsException if no token is set and the address is not for this machine alone
   */
  static ApiServer of(Pipeline pipeline) {
    pipeline.settings().api().allowedAddress();
    return of(pipeline, pipeline.settings().api());
  }

  private static ApiServer of(Pipeline pipeline, ApiSettings api) {
    Settings settings = pipeline.settings();
    List<HealthCheck> checks =
        settings.mysql().isPresent() ? List.of(mysql(pipeline.database())) : List.of();
    return new ApiServer(
        api, pipeline.elastic().with(Patience.QUERY), settings.names(), checks, List.of());
  }

  /** Starts on a free port if the one in the settings is taken; for the demo, which any will do. */
  static ApiServer startAnywhere(Pipeline pipeline, Output output) {
    ApiServer usual = of(pipeline);
    try {
      usual.start();
      return usual;
    } catch (SettingsException e) {
      usual.close();
      output.say(e.getMessage() + "; taking a free one.");
      ApiServer other = of(pipeline, pipeline.settings().api().onPort(0));
      other.start();
      return other;
    }
  }

  static String url(ApiServer server, Pipeline pipeline) {
    return "http://" + pipeline.settings().api().host() + ":" + server.port();
  }

  private static HealthCheck mysql(Database database) {
    return new HealthCheck() {
      @Override
      public String name() {
        return "mysql";
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
