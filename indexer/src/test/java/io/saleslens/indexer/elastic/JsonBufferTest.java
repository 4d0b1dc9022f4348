package io.saleslens.indexer.elastic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBufferTest {
  private final JsonBuffer json = new JsonBuffer(0);

  @Test
  void textReadsAsItWasWritten() {
    Random random = new Random(1);
    for (int i = 0; i < 5_000; i++) {
      int most = i % 3 == 0 ? 0x80 : i % 3 == 1 ? 0x1000 : Character.MAX_CODE_POINT;
      String text =
          random
              .ints(random.nextInt(40), 0, most)
              .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      json.clear();
      assertThat(Json.tree(json.string(text).toBytes()).textValue()).isEqualTo(text);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (JsonBuffer.isPlain(bytes)) {
        json.clear();
        assertThat(Json.tree(json.plain(bytes).toBytes()).textValue()).isEqualTo(text);
      }
    }
  }

  @Test
  void halfOfASurrogatePairDoesNotSpoilTheDocument() {
    assertThat(Json.tree(json.string("a\ud83d").toBytes()).textValue()).isEqualTo("a?");
    json.clear();
    assertThat(Json.tree(json.string("\ude00\ud83db").toBytes()).textValue()).isEqualTo("??b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "\\", "\n", "\u001f", "é", "말"})
  void whatNeedsAnEscapeIsNotPlain(String text) {
    assertThat(JsonBuffer.isPlain(("a" + text).getBytes(StandardCharsets.UTF_8))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0, 7, -7, 10, 99, 100, 1_234_567_890_123L, -1_000, Long.MAX_VALUE, Long.MIN_VALUE})
  void numbersAreWrittenDigitByDigit(long number) {
    assertThat(json.number(number).toBytes()).asString().isEqualTo(Long.toString(number));
  }

  @Test
  void itGrowsAndKeepsItsRoomWhenCleared() {
    for (int i = 0; i < 10_000; i++) {
      json.number(i).raw(' ').padded(i, 5).raw('\n');
    }
    byte[] room = json.array();
    assertThat(json.size()).isEqualTo(json.toBytes().length).isLessThanOrEqualTo(room.length);
    json.clear();
    assertThat(json.size()).isZero();
    assertThat(json.raw('x').array()).isSameAs(room);
  }
}
