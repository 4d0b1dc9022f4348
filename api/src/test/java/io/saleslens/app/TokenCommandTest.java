package io.saleslens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.api.ApiSettings;
import io.saleslens.api.ApiToken;
import io.saleslens.api.Role;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.testing.TestSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCommandTest {
  private static Cli.Result run(String... arguments) {
    return Cli.run(Map.of(), arguments);
  }

  private static String sha256(String text) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash);
  }

  @Test
  void theEntryItPrintsIsOneThatTheSettingTakes() throws Exception {
    Cli.Result result = run("token", "kim", "--role", "analyst", "--json");
    assertThat(result.exitCode()).isEqualTo(Main.DONE);
    assertThat(result.err()).isEmpty();
    JsonNode made = Json.tree(result.out().getBytes(StandardCharsets.UTF_8));
    String hash = sha256(made.path("token").asText());
    assertThat(made.path("setting").asText()).isEqualTo("kim:analyst:sha256:" + hash);
    assertThat(made.path("name").asText()).isEqualTo("kim");
    assertThat(made.path("role").asText()).isEqualTo("analyst");
    TestSettings settings = TestSettings.none().with("api.tokens", made.path("setting").asText());
    assertThat(ApiSettings.from(settings.reader()).tokens())
        .isEqualTo(List.of(new ApiToken("kim", Role.ANALYST, hash)));
  }

  @Test
  void asATextItShowsTheTokenOnceAndTheEntry() throws Exception {
    Cli.Result result = run("token", "kim");
    assertThat(result.exitCode()).isEqualTo(Main.DONE);
    List<String> lines = result.out().lines().map(String::strip).toList();
    String token = lines.stream().filter(it -> it.startsWith("sl_")).findFirst().orElseThrow();
    assertThat(result.out()).containsOnlyOnce(token);
    assertThat(lines).contains("kim:reader:sha256:" + sha256(token));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:b", "a,b", "김", "../x"})
  void aNameThatCannotStandInTheSettingIsRefused(String name) {
    Cli.Result result = run("token", name);
    assertThat(result.exitCode()).isEqualTo(Main.WRONG_USAGE);
    assertThat(result.err()).contains("Token name '" + name + "' cannot be used", "letters");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void aRoleThatIsNoneIsRefused() {
    Cli.Result result = run("token", "kim", "--role", "admin");
    assertThat(result.exitCode()).isEqualTo(Main.WRONG_USAGE);
    assertThat(result.err()).contains("'admin' is not reader, analyst or operator");
  }

  /** Before anything is asked of a server: there is none at the address. */
  @ParameterizedTest
  @ValueSource(strings = {"serve", "run", "demo"})
  void withoutATokenNoCommandListensBeyondLoopback(String command) {
    TestSettings settings =
        TestSettings.none()
            .with("mysql.url", "jdbc:mysql://127.0.0.1:1/none")
            .with("mysql.user", "none")
            .with("mysql.password", "none")
            .with("elasticsearch.url", "http://127.0.0.1:1")
            .with("api.host", "0.0.0.0");
    Cli.Result result = Cli.run(settings, command);
    assertThat(result.exitCode()).isEqualTo(Main.WRONG_USAGE);
    assertThat(result.err())
        .startsWith("saleslens: Setting saleslens.api.host (SALESLENS_API_HOST) is '0.0.0.0'")
        .contains("SALESLENS_API_TOKENS", "./saleslens token NAME")
        .hasLineCount(1);
  }

  @Test
  void aTokenPutIntoTheSettingByMistakeIsNotShown() {
    String token = "sl_" + "A".repeat(43);
    Cli.Result result = Cli.run(TestSettings.none().with("api.tokens", token), "serve");
    assertThat(result.exitCode()).isEqualTo(Main.WRONG_USAGE);
    assertThat(result.err()).contains("entry 1", "./saleslens token NAME").doesNotContain(token);
  }
}
