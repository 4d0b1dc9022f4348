package io.saleslens.app;

import io.saleslens.app.pipeline.Settings;
import io.saleslens.indexer.mysql.CsvLoader;
import io.saleslens.indexer.mysql.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "load",
    description = {
      "Loads CSV files with the table's header into the MySQL table.",
      "Empty is NULL; an empty created or modified becomes now. A row whose id is there is replaced. A bad line is named by its number and the rest is loaded (exit code 3)."
    })
final class LoadCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(arity = "1..*", paramLabel = "FILE.csv[.gz]", description = "Files to load.")
  private List<Path> files;

  @Option(names = "--create", description = "Make the table first if it is missing.")
  private boolean create;

  private record FileResult(String file, long loaded, long bad, long uncounted) {}

  private record Result(List<FileResult> files) {}

  @Override
  public Integer call() {
    Settings settings = common.settings();
    Output output = common.output();
    Database database = new Database(settings.requiredMysql());
    CsvLoader loader = new CsvLoader(database, settings.source());
    List<FileResult> results = new ArrayList<>();
    Connection connection = database.connect();
    try (Output.ClosableProgress progress = output.progress()) {
      if (create) {
        loader.createTable(connection);
      }
      for (Path file : files) {
        CsvLoader.Loaded loaded =
            loader.load(connection, file, new LoadListener(file, output, progress));
        results.add(
            new FileResult(file.toString(), loaded.loaded(), loaded.bad(), loaded.uncounted()));
      }
    } finally {
      database.close(connection);
    }
    output.result(new Result(results), text(results));
    boolean anyBad = results.stream().anyMatch(it -> it.bad() > 0);
    return anyBad ? Main.DONE_WITH_FINDINGS : Main.DONE;
  }

  private static String text(List<FileResult> results) {
    return String.join(
        System.lineSeparator(),
        results.stream()
            .map(
                it ->
                    String.format(
                        Locale.ROOT,
                        "%s: %,d rows loaded, %,d bad lines%s",
                        it.file(),
                        it.loaded(),
                        it.bad(),
                        uncounted(it)))
            .toList());
  }

  private static String uncounted(FileResult file) {
    return file.uncounted() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "; %,d do not say whether they are canceled (is_canceled is NULL) and count nowhere, unless saleslens.source.null-is-canceled says what that means",
            file.uncounted());
  }
}
