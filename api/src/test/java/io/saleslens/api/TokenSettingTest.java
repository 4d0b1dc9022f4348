package io.saleslens.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.testing.TestSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TokenSettingTest {
  private static final String A = "a1".repeat(32);
  private static final String B = "b2".repeat(32);
  private static final List<ApiToken> TWO =
      List.of(new ApiToken("grafana", Role.READER, A), new ApiToken("ops.kim", Role.OPERATOR, B));

  @TempDir private Path folder;

  private static List<ApiToken> read(TestSettings settings) {
    return ApiSettings.from(settings.reader()).tokens();
  }

  private static List<ApiToken> read(String value) {
    return read(TestSettings.none().with("api.tokens", value));
  }

  @Test
  void entriesArePartedByCommasOrLines() {
    String first = "grafana:reader:sha256:" + A;
    String second = "ops.kim:operator:sha256:" + B;
    for (String between : List.of(",", ", ", "\n", "\r\n", " ,\n\n ,")) {
      assertThat(read(first + between + second)).as(between).isEqualTo(TWO);
    }
    assertThat(read("\n" + first + ",\n" + second + "\n")).isEqualTo(TWO);
  }

  @Test
  void theListCanComeFromAFile() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("tokens"),
            "grafana:reader:sha256:%s%nops.kim:operator:sha256:%s%n".formatted(A, B));
    assertThat(read(TestSettings.none().with("api.tokens-file", file.toString()))).isEqualTo(TWO);
  }

  @Test
  void withoutTheSettingThereAreNone() {
    assertThat(read(TestSettings.none())).isEmpty();
    assertThat(read("")).isEmpty();
  }

  static Stream<Arguments> refused() {
    String malformed = "is not name:role:sha256:<64 hex digits>";
    String plain = NewToken.of("x", Role.READER).secret().value();
    return Stream.of(
        Arguments.of(plain, 1, malformed),
        Arguments.of("kim:reader:" + plain, 1, malformed),
        Arguments.of("kim:reader:sha256:" + plain, 1, malformed),
        Arguments.of("kim:" + plain + ":sha256:" + A, 1, malformed),
        Arguments.of("kim:secretary:sha256:" + A, 1, "has a role that is not reader, analyst"),
        Arguments.of("kim:READER:sha256:" + A, 1, malformed),
        Arguments.of("kim:reader:" + A, 1, malformed),
        Arguments.of("kim:reader:sha1:" + A, 1, malformed),
        Arguments.of("kim:reader:sha256:" + A.substring(1), 1, malformed),
        Arguments.of("kim:reader:sha256:" + A + "0", 1, malformed),
        Arguments.of("kim:reader:sha256:" + "xy".repeat(32), 1, malformed),
        Arguments.of(":reader:sha256:" + A, 1, malformed),
        Arguments.of("k m:reader:sha256:" + A, 1, malformed),
        Arguments.of("k".repeat(65) + ":reader:sha256:" + A, 1, malformed),
        Arguments.of("kim:reader:sha256:" + A + "\nlee", 2, malformed),
        Arguments.of(
            "kim:reader:sha256:" + A + ",kim:reader:sha256:" + B, 2, "has the name or the hash"),
        Arguments.of(
            "kim:reader:sha256:" + A + ",lee:reader:sha256:" + A.toUpperCase(java.util.Locale.ROOT),
            2,
            "has the name or the hash"));
  }

  /** What is refused may be a token, so nothing of it is repeated. */
  @ParameterizedTest
  @MethodSource("refused")
  void anEntryThatIsNoneIsRefusedByItsNumberAlone(String value, int number, String why) {
    assertThatThrownBy(() -> read(value))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(
            "Setting saleslens.api.tokens (SALESLENS_API_TOKENS): entry %d %s", number, why)
        .hasMessageContaining("'./saleslens token NAME' makes a token and its entry.")
        .hasMessageNotContainingAny(A, A.toUpperCase(java.util.Locale.ROOT), "sl_", "kim", "lee");
  }

  @Test
  void aListWithoutAnEntryIsRefused() {
    assertThatThrownBy(() -> read(" ,\n"))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(
            "Setting saleslens.api.tokens (SALESLENS_API_TOKENS) has no entry.");
  }

  @Test
  void aRateThatIsNoneIsRefused() {
    for (String rate : List.of("0", "-1", "1000001", "many", "1.5")) {
      TestSettings settings = TestSettings.none().with("api.requests-per-minute", rate);
      assertThatThrownBy(() -> ApiSettings.from(settings.reader()))
          .isInstanceOf(SettingsException.class)
          .hasMessage(
              "Setting saleslens.api.requests-per-minute (SALESLENS_API_REQUESTS_PER_MINUTE) is '%s'; it must be a whole number from 1 to 1000000, or off."
                  .formatted(rate));
    }
  }
}
