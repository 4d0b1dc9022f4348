package io.saleslens.app;

import io.saleslens.sandbox.Sandbox;
import io.saleslens.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "sandbox",
    description = {
      "Runs a real Elasticsearch and a real MySQL-compatible server until interrupted.",
      "Once both answer it prints 'export SALESLENS_…' lines for another shell, and then 'ready'."
    },
    footer = {
      "",
      "To work on them from this shell:",
      "  ./saleslens sandbox --dir sandbox-data > sandbox.env &",
      "  until grep -q ready sandbox.env; do sleep 1; done",
      "  eval \"$(grep ^export sandbox.env)\"",
      "  ./saleslens load --create sales.csv && ./saleslens sync"
    })
final class SandboxCommand implements Callable<Integer> {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

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

  @Option(
      names = "--elasticsearch-nodes",
      paramLabel = "N",
      defaultValue = "1",
      description = "Number of nodes of Elasticsearch, which make one cluster; 1 by default.")
  private int elasticsearchNodes;

  @Option(
      names = "--elasticsearch-version",
      paramLabel = "V",
      description = {
        "Version of Elasticsearch, such as 9.5.0, which needs Java 21 or later;",
        "Maven brings it. 8.19 by default."
      })
  private String elasticsearchVersion;

  @Override
  public Integer call() throws InterruptedException {
    SandboxOptions options =
        Sandboxes.options(
            dir, mysqlPort, elasticsearchPort, elasticsearchNodes, elasticsearchVersion);
    new Output(false).say("Starting Elasticsearch and MariaDB…");
    try (Termination termination = new Termination();
        Sandbox sandbox = Sandboxes.start(options)) {
      Sandboxes.wholeEnvironment(sandbox)
          .forEach((name, value) -> System.out.println("export " + name + "='" + value + "'"));
      System.out.println("ready");
      System.out.flush();
      termination.await();
    }
    return Main.DONE;
  }
}
