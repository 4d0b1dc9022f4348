package io.saleslens.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.spi.MDCAdapter;

/** Logs as our configuration writes them, in both formats. */
class LogFormatTest {
  private static final String CARD = "4111111111111111";
  private static final String MASKED = "411111******1111";
  private static final String TOKEN = "sl_" + "aB3_-".repeat(9);

  /** What is written to standard error for a warning and a line of detail. */
  private static String logged(String format) throws Exception {
    PrintStream err = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    LoggerContext context = new LoggerContext();
    try {
      context.setMDCAdapter(new LogbackMDCAdapter());
      context.putProperty("SALESLENS_LOG_FORMAT", format);
      JoranConfigurator configurator = new JoranConfigurator();
      configurator.setContext(context);
      configurator.doConfigure(LogFormatTest.class.getResource("/logback.xml"));
      context
          .getLogger("io.saleslens.Test")
          .warn(
              "결제 {} refused",
              CARD,
              new IllegalStateException(
                  "row of " + CARD, new IllegalArgumentException("4111 1111 1111 1111, " + TOKEN)));
      MDCAdapter mdc = context.getMDCAdapter();
      mdc.put("request_id", "r-1");
      mdc.put("run", "sync|1");
      context.getLogger("io.saleslens.Test").info("asked");
      mdc.clear();
      context
          .getLogger("io.saleslens.Test")
          .error(
              "store \u001b[2J\u202e50\n2026-11-27T00:00:00.000Z INFO  Forged all is well",
              new IllegalStateException(
                  "jdbc:mysql://u:s3cret-W0rd@h/s?PASSWORD=s3cret-W0rd\nForged INFO too",
                  new SQLException("(password=s3cret-W0rd)")));
      context.getLogger("io.saleslens.Test").debug("detail");
      context.getLogger("org.other.Test").info("chatter");
    } finally {
      context.stop();
      System.setErr(err);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void textMasksMessageAndExceptions() throws Exception {
    String text = logged("text");
    assertThat(text)
        .contains("WARN  Test 결제 " + MASKED + " refused")
        .contains("IllegalStateException: row of " + MASKED)
        .contains("refused\n", "INFO  Test asked [r-1]\n")
        .contains("IllegalArgumentException: 4111 11** **** 1111, sl_****")
        .doesNotContain(CARD, TOKEN, "detail", "chatter");
  }

  @Test
  void nothingInALineLooksLikeAnotherOrControlsATerminal() throws Exception {
    for (String format : List.of("text", "ecs")) {
      assertThat(logged(format))
          .doesNotContain("\u001b", "\u202e", "\nForged", "\n2026-11-27T00", "W0rd")
          .contains("Forged all is well", "Forged INFO too", "jdbc:mysql://****");
    }
    assertThat(logged("text")).contains("\t| Forged INFO too\n\tat ");
  }

  @Test
  void ecsIsOneJsonObjectALineAndMasksMessageAndExceptions() throws Exception {
    String text = logged("ecs");
    assertThat(text).hasLineCount(3).doesNotContain(CARD, TOKEN);
    JsonNode asked = new ObjectMapper().readTree(text.lines().toList().get(1));
    assertThat(asked.path("request_id").asText()).isEqualTo("r-1");
    assertThat(asked.path("run").asText()).isEqualTo("sync|1");
    JsonNode line = new ObjectMapper().readTree(text);
    assertThat(line.path("message").asText()).isEqualTo("결제 " + MASKED + " refused");
    assertThat(line.path("log.level").asText()).isEqualTo("WARN");
    assertThat(line.path("service.name").asText()).isEqualTo("saleslens");
    assertThat(line.path("error.message").asText()).isEqualTo("row of " + MASKED);
    assertThat(line.path("error.stack_trace").asText())
        .contains("IllegalArgumentException: 4111 11** **** 1111, sl_****");
  }
}
