package io.saleslens.indexer.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownTest {
  @Test
  void whatCanBeSeenStaysAsItIs() {
    assertThat(Shown.of("말 'a' 😀 é")).isEqualTo("말 'a' 😀 é");
  }

  @Test
  void whatActsOnATerminalDoesNot() {
    assertThat(Shown.of("a\u001b[2Jb\r\nc\u202ed\0\u2028")).isEqualTo("a?[2Jb??c?d??");
  }

  @Test
  void aLongTextIsCutInItsMiddle() {
    assertThat(Shown.of("a".repeat(300) + "b".repeat(100) + "c".repeat(600)))
        .isEqualTo("a".repeat(300) + " … " + "c".repeat(600));
    assertThat(Shown.of("a".repeat(900))).isEqualTo("a".repeat(900));
  }

  @Test
  void jsonStaysTheSameDocument() {
    assertThat(Shown.json("{\"a\":\"\u009b\u202e가\"}")).isEqualTo("{\"a\":\"\\u009b\\u202e가\"}");
  }

  @Test
  void linesStayLines() {
    assertThat(Shown.lines("a\n\tb\u001b]0;x\u0007\rc\u009b2J\u202e\u2028 가"))
        .isEqualTo("a\n\tb?]0;x??c?2J?? 가");
  }
}
