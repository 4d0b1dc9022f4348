package io.saleslens.indexer.card;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardMaskTest {

  @ParameterizedTest
  @CsvSource({
    "4111111111111111, 411111******1111",
    "4111 1111 1111 1111, 4111 11** **** 1111",
    "4111-1111-1111-1111, 4111-11**-****-1111",
    "378282246310005, 378282*****0005",
    "3782 822463 10005, 3782 82**** *0005",
    "4222222222222, 422222***2222", // 13 digits
    "6304000000000000000, 630400*********0000", // 19 digits
    "'{\"pan\":\"4111111111111111\"}', '{\"pan\":\"411111******1111\"}'",
    "'no 4111111111111111, or 5500005555555559.', 'no 411111******1111, or 550000******5559.'",
    "2023 4111111111111111, 2023 411111******1111",
  })
  void cardNumbersAreMasked(String text, String masked) {
    assertThat(CardMask.mask(text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sale",
        "4111111111111112", // fails the check
        "411111111111", // 12 digits
        "41111111111111111111", // 20 digits
        "4111  1111  1111  1111", // not written like this
        "4111/1111/1111/1111",
        "9410-61**-****-1234",
        "2023-05-01 12:00:00.000001",
      })
  void anythingElseIsTheSameObject(String text) {
    assertThat(CardMask.mask(text)).isSameAs(text);
  }

  @Test
  void nothingStaysNothing() {
    assertThat(CardMask.mask(null)).isNull();
  }
}
