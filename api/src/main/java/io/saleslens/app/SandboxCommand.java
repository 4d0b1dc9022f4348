package io.saleslens.app;

import io.saleslens.sandbox.Sandbox;
import io.saleslens.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "sandbox",
    description = {
      "Runs a real Elasticsearch and a real MySQL-compatible server until interrupted.",
      "Once both answer it prints 'export SALESLENS_…' lines for another shell, and then 'ready'."
    })
final class SandboxCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Option(
      names = "--dir",
      paramLabel = "D",
      description = "Keep the data in this folder; without it everything goes at the end.")
  private Path dir;

  @Option(
      names = "--mysql-port",
      paramLabel = "P",
      defaultValue = "0",
      description = "Port of the MySQL server; a free one by default.")
  private int mysqlPort;

  @Option(
      names = "--elasticsearch-port",
      paramLabel = "P",
      defaultValue = "0",
      description = "Port of Elasticsearch; a free one by default.")
  private int elasticsearchPort;

  @Override
  public Integer call() throws InterruptedException {
    SandboxOptions options =
        new SandboxOptions(
            Optional.ofNullable(dir),
            mysqlPort,
            elasticsearchPort,
            SandboxOptions.DEFAULT_ELASTICSEARCH_HEAP);
    common.output().say("Starting Elasticsearch and MariaDB…");
    try (Termination termination = new Termination();
        Sandbox sandbox = Sandbox.start(options)) {
      environment(sandbox)
          .forEach((name, value) -> System.out.println("export " + name + "='" + value + "'"));
      System.out.println("ready");
      System.out.flush();
      termination.await();
    }
    return Main.DONE;
  }

  /** The settings that lead to a sandbox. */
  static Map<String, String> environment(Sandbox sandbox) {
    return new TreeMap<>(
        Map.of(
            "SALESLENS_MYSQL_URL", sandbox.mysqlUrl(),
            "SALESLENS_MYSQL_USER", sandbox.mysqlUser(),
            "SALESLENS_MYSQL_PASSWORD", sandbox.mysqlPassword(),
            "SALESLENS_ELASTICSEARCH_URL", sandbox.elasticsearchUrl().toString()));
  }
}
