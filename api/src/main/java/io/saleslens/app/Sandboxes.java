package io.saleslens.app;

import io.saleslens.app.pipeline.Settings;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.sandbox.Sandbox;
import io.saleslens.sandbox.SandboxException;
import io.saleslens.sandbox.SandboxOptions;
import java.net.BindException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Sandboxes as the command line knows them: their options, and the settings that lead to them. */
final class Sandboxes {
  private Sandboxes() {}

  /**
   * @param dir null for a temporary one
   * @param elasticsearchVersion null for the one that the sandbox was built with
   * @throws SettingsException if a port or a version is none, or there are too many nodes
   */
  static SandboxOptions options(
      Path dir,
      int mysqlPort,
      int elasticsearchPort,
      int elasticsearchNodes,
      String elasticsearchVersion) {
    try {
      SandboxOptions options =
          SandboxOptions.defaults()
              .withMysqlPort(mysqlPort)
              .withElasticsearchPort(elasticsearchPort)
              .withElasticsearchNodes(elasticsearchNodes);
      options = dir == null ? options : options.withDir(dir);
      return elasticsearchVersion == null
          ? options
          : options.withElasticsearchVersion(elasticsearchVersion);
    } catch (IllegalArgumentException e) {
      String message =
          e.getMessage()
              .replace("mysqlPort", "--mysql-port")
              .replace("elasticsearchPort", "--elasticsearch-port")
              .replace("elasticsearchNodes", "--elasticsearch-nodes")
              .replace("elasticsearchVersion", "--elasticsearch-version");
      throw new SettingsException(message + ".", e);
    }
  }

  /**
   * @throws SettingsException if a port is in use
   * @throws SandboxException if a server does not start
   */
  static Sandbox start(SandboxOptions options) {
    try {
      return Sandbox.start(options);
    } catch (SandboxException e) {
      if (e.getCause() instanceof BindException) {
        throw new SettingsException(e.getMessage() + ". Name another one, or none.", e);
      }
      throw e;
    }
  }

  /** The environment variables that lead to a sandbox. */
  static Map<String, String> environment(Sandbox sandbox) {
    return new TreeMap<>(
        Map.of(
            "SALESLENS_MYSQL_URL", sandbox.mysqlUrl(),
            "SALESLENS_MYSQL_USER", sandbox.mysqlUser(),
            "SALESLENS_MYSQL_PASSWORD", sandbox.mysqlPassword(),
            "SALESLENS_ELASTICSEARCH_URL", sandbox.elasticsearchUrl().toString()));
  }

  /** The same, and those by which its schema takes imports. */
  static Map<String, String> wholeEnvironment(Sandbox sandbox) {
    Map<String, String> whole = new TreeMap<>(environment(sandbox));
    whole.put("SALESLENS_IMPORTS_MYSQL_URL", sandbox.mysqlUrl());
    whole.put("SALESLENS_IMPORTS_MYSQL_USER", sandbox.mysqlUser());
    whole.put("SALESLENS_IMPORTS_MYSQL_PASSWORD", sandbox.mysqlPassword());
    return whole;
  }

  /** The settings asked for, but on a sandbox, whatever servers they name. */
  static Settings settings(Settings asked, Sandbox sandbox) {
    return asked.onServersOf(Settings.load(Optional.empty(), environment(sandbox)));
  }
}
