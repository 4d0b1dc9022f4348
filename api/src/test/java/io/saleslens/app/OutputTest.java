package io.saleslens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputTest {
  private static final String HOSTILE = "a\u001b]0;x\u0007\r\u009b2J\u202eb\u2066";

  private static String written(Runnable action) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    System.setOut(stream);
    System.setErr(stream);
    try {
      action.run();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void nothingThatIsPrintedControlsATerminal() {
    assertThat(written(() -> new Output(false).result(null, "id  " + HOSTILE + "\nsum")))
        .isEqualTo("id  a?]0;x???2J?b?\nsum\n");
    assertThat(written(() -> new Output(false).say(HOSTILE))).isEqualTo("a?]0;x???2J?b?\n");
  }

  @Test
  void jsonIsTheSameDocumentWithoutThem() throws Exception {
    String json = written(() -> new Output(true).result(Map.of("id", HOSTILE), ""));

    assertThat(json.strip()).matches("[\\x20-\\x7e]+");
    assertThat(new ObjectMapper().readTree(json).path("id").asText()).isEqualTo(HOSTILE);
  }
}
