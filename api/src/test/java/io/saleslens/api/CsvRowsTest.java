package io.saleslens.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {
  private record Item(Object other) {}

  private static String row(Object other) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CsvRows<Item> rows = new CsvRows<>(out, List.of("other"));
    rows.write(new Item(other));
    rows.end();
    return out.toString(StandardCharsets.UTF_8).substring("other\r\n".length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        " =1",
        "   +1",
        "\u00a0=1",
        "\u3000=1",
        "\ufeff=1",
        "\u200b\u200e=1",
        "\ufeff \t=1",
        "\tx",
        " \tx",
        "\rx",
        "\n=1",
        "\u0000=1",
        "\u000b@x",
        "\u00ad-1"
      })
  void textThatMayBeAFormulaBeginsWithAnApostrophe(String text) throws IOException {
    assertThat(row(text).replaceFirst("^\"", "")).startsWith("'" + text.charAt(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=1", " a", "\ufeffa", "1-1", "강남점", "a\tb", "'"})
  void otherTextStays(String text) throws IOException {
    assertThat(row(text).replace("\"", "").strip()).isEqualTo(text.strip());
  }
}
