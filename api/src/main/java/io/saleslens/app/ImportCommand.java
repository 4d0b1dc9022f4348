package io.saleslens.app;

import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.PipelineReport;
import io.saleslens.app.pipeline.Trigger;
import io.saleslens.indexer.imports.ImportRequest;
import io.saleslens.indexer.imports.Imports;
import io.saleslens.indexer.imports.file.FileEncoding;
import io.saleslens.indexer.imports.file.FileFormat;
import io.saleslens.indexer.imports.file.ImportException;
import io.saleslens.indexer.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "import",
    description = {
      "Takes sales that are not in MySQL from files: CSV, JSON, NDJSON, XLSX or XML, also compressed with gzip.",
      "Bad rows are named and the rest is stored in our own schema (saleslens.imports.mysql.url), indexed, and computed. A day of a source is collected once: the same again does nothing, other content needs --replace."
    },
    footer = {
      "",
      "  ./saleslens import may.csv --source shop-50",
      "  curl https://shop.example/sales.xml | ./saleslens import - --source shop-50 --format xml"
    })
final class ImportCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  @Mixin private CommonOptions common;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files of sales; - is standard input.")
  private List<String> files;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      required = true,
      description = "Who they are from: " + ImportRequest.SOURCE + ".")
  private String source;

  @Option(
      names = "--date",
      paramLabel = "D",
      description = "The business day that all sales are of, yyyy-MM-dd, if the files do not say.")
  private LocalDate date;

  @Option(
      names = "--format",
      paramLabel = "F",
      description = "csv, json, ndjson, xlsx or xml; by the file's name if it is left out.")
  private FileFormat format;

  @Option(
      names = "--encoding",
      paramLabel = "E",
      description =
          "How characters are encoded, such as UTF-8, MS949 or windows-1252, where the files do not tell.")
  private String encoding;

  @Option(
      names = "--replace",
      description = "Put the files' days in the place of what was collected of them.")
  private boolean replace;

  @Option(names = "--dry-run", description = "Only say what would come of it.")
  private boolean dryRun;

  @Option(
      names = "--no-index",
      description = "Only store; the next sync, or a 'run', indexes what was stored.")
  private boolean noIndex;

  /** What is printed as JSON. */
  private record Result(List<ImportedFile> files, Optional<PipelineReport> index) {}

  @Override
  @SuppressWarnings("try") // the termination interrupts us, nothing is asked of it
  public Integer call() throws InterruptedException {
    if (!ImportRequest.isSource(source)) {
      throw new SettingsException(
          "--source is '" + source + "'; it must be " + ImportRequest.SOURCE + ".");
    }
    files.forEach(this::formatOf);
    encoding();
    Output output = common.output();
    try (Termination termination = new Termination();
        Pipeline pipeline = new Pipeline(common.settings(), Clock.systemUTC());
        Output.ClosableProgress progress = output.progress()) {
      Imports imports = pipeline.requiredImports();
      if (!dryRun) {
        imports.cleanUp();
      }
      List<ImportedFile> results = new ArrayList<>();
      for (String file : files) {
        results.add(take(imports, file));
      }
      boolean index = !noIndex && results.stream().anyMatch(ImportedFile::isStored);
      Optional<PipelineReport> indexed =
          index ? Optional.of(pipeline.indexImports(Trigger.COMMAND, progress)) : Optional.empty();
      progress.end();
      output.result(new Result(results, indexed), text(results, indexed));
      return exitCode(results);
    }
  }

  private ImportedFile take(Imports imports, String file) throws InterruptedException {
    ImportRequest request =
        new ImportRequest(
            source,
            Optional.ofNullable(date),
            formatOf(file),
            encoding(),
            nameOf(file),
            replace,
            user());
    try (InputStream in = open(file)) {
      return ImportedFile.of(file, dryRun ? imports.plan(in, request) : imports.store(in, request));
    } catch (ImportException e) {
      return ImportedFile.unreadable(file, e.detail());
    } catch (IOException e) {
      return ImportedFile.unreadable(file, "It cannot be read: %s.".formatted(why(file, e)));
    }
  }

  private static String why(String file, IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (!file.equals(STANDARD_INPUT) && Files.isDirectory(Path.of(file))) {
      return "it is a folder";
    }
    return e.getMessage() == null ? "it broke off" : e.getMessage();
  }

  private Optional<Charset> encoding() {
    try {
      return Optional.ofNullable(encoding).map(FileEncoding::named);
    } catch (ImportException e) {
      throw new SettingsException("--encoding: " + e.detail(), e);
    }
  }

  private String nameOf(String file) {
    return file.equals(STANDARD_INPUT) ? "standard-input" : file;
  }

  private static String user() {
    return System.getProperty("user.name", "command line");
  }

  private static InputStream open(String file) throws IOException {
    return file.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(Path.of(file));
  }

  private FileFormat formatOf(String file) {
    return Optional.ofNullable(format)
        .or(() -> FileFormat.ofFileName(file))
        .orElseThrow(
            () ->
                new SettingsException(
                    "The name of '%s' does not tell its format. Name it by --format csv, json, ndjson, xlsx or xml."
                        .formatted(file)));
  }

  private static String text(List<ImportedFile> results, Optional<PipelineReport> index) {
    String files = results.stream().map(ImportedFile::text).collect(Collectors.joining("\n"));
    return index.map(it -> files + "\n" + it.summary()).orElse(files);
  }

  /** What was not done at all counts for more than what was done in part. */
  private static int exitCode(List<ImportedFile> results) {
    List<Integer> codes = results.stream().map(ImportedFile::exitCode).toList();
    return Stream.of(Main.WRONG_USAGE, Main.DONE_WITH_FINDINGS)
        .filter(codes::contains)
        .findFirst()
        .orElse(Main.DONE);
  }

  static FileFormat format(String text) {
    return Arrays.stream(FileFormat.values())
        .filter(it -> it.name().equals(text.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + text + "' is not csv, json, ndjson, xlsx or xml"));
  }
}
