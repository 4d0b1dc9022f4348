package io.saleslens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.indexer.testing.TestSale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What can be done about rows that were refused. */
class RejectsCommandTest extends WithServers {
  private static final String CARD = "4111111111111111";

  @BeforeEach
  void syncWithBadRows() {
    table.insert(
        TestSale.of(1),
        TestSale.of(2).with("amount_sale", null).with("remark", "paid by " + CARD),
        TestSale.of(3).with("store_id", null),
        TestSale.of(4).with("sold_at", null));
    assertThat(Cli.run(settings, "sync").exitCode()).isEqualTo(Main.DONE_WITH_FINDINGS);
  }

  private JsonNode json(String... arguments) throws Exception {
    return CommandsTest.json(Cli.run(settings, arguments).out());
  }

  @Test
  void listShowsWhichAndWhyAPageAtATime() throws Exception {
    Cli.Result list = Cli.run(settings, "rejects", "list");
    assertThat(list.exitCode()).isEqualTo(Main.DONE);
    assertThat(list.out())
        .containsPattern("\\S+Z  2  amount_sale is missing\n")
        .containsPattern("\\S+Z  3  store_id is missing\n")
        .endsWith("3 of 3 rejects.\n");
    JsonNode first = json("rejects", "list", "--limit", "2", "--json");
    assertThat(first.path("items")).hasSize(2);
    JsonNode rest = json("rejects", "list", "--after", first.path("next").asText(), "--json");
    assertThat(rest.path("items").path(0).path("id").asText()).isEqualTo("4");
    assertThat(rest.has("next")).isFalse();
  }

  @Test
  void showTellsWhatTheRowHeldWithItsCardMasked() {
    Cli.Result show = Cli.run(settings, "rejects", "show", "2");
    assertThat(show.exitCode()).isEqualTo(Main.DONE);
    assertThat(show.out())
        .startsWith("2, refused ")
        .contains("amount_sale is missing", "\"remark\" : \"paid by ")
        .doesNotContain(CARD);
    Cli.Result unknown = Cli.run(settings, "rejects", "show", "77");
    assertThat(unknown.exitCode()).isEqualTo(Main.WRONG_USAGE);
    assertThat(unknown.err()).contains("There is no reject '77'. './saleslens rejects list'");
  }

  @Test
  void replayBringsWhatIsMendedAndKeepsWhatIsNot() throws Exception {
    // Mended behind our back: no sync would see it.
    table.update(2, Map.of("amount_sale", 500));
    table.delete(3);
    Cli.Result replay = Cli.run(settings, "rejects", "replay", "--all");
    assertThat(replay.exitCode()).isEqualTo(Main.DONE_WITH_FINDINGS);
    assertThat(replay.out())
        .isEqualTo(
            "rejects replay: 1 rows are sales now, 1 still bad, 1 gone from MySQL, 0 without an id\n");
    assertThat(json("rejects", "list", "--json").path("count").asInt()).isEqualTo(1);
    assertThat(Cli.run(settings, "verify", "--deep").exitCode()).isEqualTo(Main.DONE);
  }

  @Test
  void dropForgetsThoseNamed() throws Exception {
    assertThat(Cli.run(settings, "rejects", "drop", "2", "4").out())
        .isEqualTo("rejects drop: 2 rejects dropped\n");
    assertThat(json("rejects", "list", "--json").path("items").path(0).path("id").asText())
        .isEqualTo("3");
  }

  @Test
  void whoNamesNothingOrAnIdThatIsNotThereIsTold() {
    Cli.Result nothing = Cli.run(settings, "rejects", "drop");
    assertThat(nothing.exitCode()).isEqualTo(Main.WRONG_USAGE);
    assertThat(nothing.err()).contains("Name ids, or give --all.");
    Cli.Result unknown = Cli.run(settings, "rejects", "replay", "77");
    assertThat(unknown.exitCode()).isEqualTo(Main.WRONG_USAGE);
    assertThat(unknown.out()).contains("there is no reject 77");
    Cli.Result bare = Cli.run(settings, "rejects");
    assertThat(bare.exitCode()).isEqualTo(Main.WRONG_USAGE);
    assertThat(bare.err()).contains("Name a command: list, show, replay, drop.");
  }
}
