package io.saleslens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.indexer.testing.SecretScan;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.kibana.testing.FakeKibana;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The dashboards on their way into a file and into Kibana. */
@ExtendWith(SandboxExtension.class)
class KibanaCommandTest {
  private static final String PASSWORD = "p4ssword of kim";

  @TempDir private Path folder;
  private FakeKibana kibana;
  private TestSettings settings;

  @BeforeEach
  void start(TestElasticsearch elasticsearch) throws IOException {
    kibana = new FakeKibana();
    settings =
        TestSettings.of(elasticsearch)
            .with("kibana.url", kibana.url())
            .with("kibana.user", "kim")
            .with("kibana.password", PASSWORD);
  }

  @AfterEach
  void stop() {
    kibana.close();
  }

  private String anyDashboard() {
    return kibana.objects("default").keySet().stream()
        .filter(it -> it.startsWith("dashboard:"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsExportedIsWhatIsImported() throws Exception {
    Path target = folder.resolve("new/dashboards");
    Cli.Result export = Cli.run(settings, "kibana", "export", target.toString(), "--json");
    assertThat(export.exitCode()).isEqualTo(Main.DONE);
    JsonNode exported = CommandsTest.json(export.out());
    Path file = target.resolve("saleslens.ndjson");
    assertThat(exported.path("file").asText()).isEqualTo(file.toString());
    assertThat(exported.path("written").asBoolean()).isTrue();
    assertThat(target).isDirectoryContaining(it -> it.equals(file));
    assertThat(Files.readAllLines(file)).hasSameSizeAs(exported.path("objects"));
    assertThat(kibana.requests()).isEmpty();

    Cli.Result imported = Cli.run(settings, "kibana", "import", "--json");
    assertThat(imported.exitCode()).isEqualTo(Main.DONE);
    assertThat(CommandsTest.json(imported.out()).path("objects"))
        .hasSameSizeAs(exported.path("objects"))
        .allSatisfy(it -> assertThat(it.path("fate").asText()).isEqualTo("created"));
    for (JsonNode object : exported.path("objects")) {
      assertThat(kibana.objects("default"))
          .containsKey(object.path("type").asText() + ":" + object.path("id").asText());
    }
  }

  @Test
  void anExportReplacesNothingUnasked() throws Exception {
    String[] export = {"kibana", "export", folder.toString()};
    Path file = folder.resolve("saleslens.ndjson");
    assertThat(Cli.run(settings, export).out())
        .startsWith("Wrote " + file)
        .contains("data view '", "dashboard '");
    assertThat(Cli.run(settings, export).out()).startsWith("Already there, unchanged: " + file);
    TestSettings dollars = settings.with("currency", "USD");
    Cli.Result refused = Cli.run(dollars, export);
    assertThat(refused.exitCode()).isEqualTo(Main.WRONG_USAGE);
    assertThat(refused.err())
        .contains("saleslens.ndjson is there and says something else", "--force");
    Cli.Result forced = Cli.run(dollars, "kibana", "export", folder.toString(), "--force");
    assertThat(forced.out()).startsWith("Wrote " + file);
    Cli.Result nowhere = Cli.run(settings, "kibana", "export", file.toString());
    assertThat(nowhere.exitCode()).isEqualTo(Main.WRONG_USAGE);
    assertThat(nowhere.err()).contains("cannot be written", "Name a folder");
  }

  /** As docker-compose does whenever it starts. */
  @Test
  void anImportCanBeRepeatedAndKeepsEdits() {
    Cli.Result plan = Cli.run(settings, "kibana", "import", "--dry-run");
    assertThat(plan.out()).startsWith("Would be imported into the space 'default': ");
    assertThat(kibana.imports()).isZero();
    assertThat(Cli.run(settings, "kibana", "import").out()).startsWith("Imported into the space");
    assertThat(Cli.run(settings, "kibana", "import").out()).startsWith("Already there, unchanged");
    assertThat(kibana.imports()).isOne();

    String edited = anyDashboard();
    kibana.edit("default", edited, "My own");
    Cli.Result stopped = Cli.run(settings, "kibana", "import");
    assertThat(stopped.exitCode()).isEqualTo(Main.DONE_WITH_FINDINGS);
    assertThat(stopped.out()).startsWith("Nothing was imported.\n").contains("--keep-edited");

    // another currency makes other dashboards of the same ids
    TestSettings newer = settings.with("currency", "USD");
    Cli.Result kept = Cli.run(newer, "kibana", "import", "--keep-edited");
    assertThat(kept.exitCode()).isEqualTo(Main.DONE);
    assertThat(kept.out()).contains(" updated, 1 kept as edited");
    assertThat(kibana.objects("default").get(edited).toString()).contains("My own");
    Cli.Result over = Cli.run(newer, "kibana", "import", "--overwrite");
    assertThat(over.exitCode()).isEqualTo(Main.DONE);
    assertThat(over.out()).contains("1 overwritten");
    assertThat(kibana.objects("default").get(edited).toString()).doesNotContain("My own");
  }

  @Test
  void theOptionsWinOverTheSettings() {
    kibana.withSpace("shop");
    TestSettings elsewhere = settings.with("kibana.url", "http://127.0.0.1:1");
    Cli.Result imported =
        Cli.run(elsewhere, "kibana", "import", "--url", kibana.url(), "--space", "shop");
    assertThat(imported.out()).startsWith("Imported into the space 'shop'");
    assertThat(kibana.objects("shop")).isNotEmpty();
  }

  @Test
  void whatKibanaDoesNotTakeFailsAndIsNamed() {
    kibana.answerNext(200, "application/ndjson", "");
    kibana.answerNext(
        200,
        "application/json",
        """
        {"success": false, "successCount": 0, "errors": [{"type": "dashboard", "id": "x",
          "error": {"type": "conflict", "destinationId": "other"}}]}""");
    Cli.Result failed = Cli.run(settings, "kibana", "import");
    assertThat(failed.exitCode()).isEqualTo(Main.FAILED);
    assertThat(failed.out())
        .contains("1 not taken:\n  dashboard:x: one of the same id is in the way");
  }

  @Test
  void neitherErrorsNorResultsShowThePassword() {
    SecretScan secrets =
        new SecretScan()
            .plant(PASSWORD)
            .plant(Base64.getEncoder().encodeToString(("kim:" + PASSWORD).getBytes()));
    kibana.withAuthorization("Basic another");
    Cli.Result refused = Cli.run(settings, "kibana", "import", "--json");
    assertThat(refused.exitCode()).isEqualTo(Main.WRONG_USAGE);
    assertThat(refused.err()).contains("does not know our credentials (401");
    assertThat(kibana.requests()).isNotEmpty();
    secrets.assertNoneIn("the output", refused.out() + refused.err());
  }
}
