package io.saleslens.indexer.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
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
        "10000000000000000000001", // no part of it is a card
        "4111:1111:1111:1111", // as times are written
        "4111,1111,1111,1111", // and lists, and amounts
        "4111 x 1111 1111 1111",
        "-9223372036854775808",
        "9223372036854775807",
        "18446744073709551615",
        "20261127103000123", // a time to the millisecond
        "20240131140509", // one that passes the check
        "2026-11-27T10:30:00.123+09:00",
        "1764239400123456",
        "50|2023-05-01",
        "550e8400-e29b-41d4-a716-446655440000",
        "9410-61**-****-1234",
        "2023-05-01 12:00:00.000001",
      })
  void anythingElseIsTheSameObject(String text) {
    assertThat(CardMask.mask(text)).isSameAs(text);
  }

  @ParameterizedTest
  @CsvSource({
    "202605014111111111111111, 20260501411111******1111", // a date before it
    "41111111111111111227, 411111******11111227", // the expiry behind it
    "41111111111111115500005555555559, 411111******1111550000******5559", // two of them
    "02003782822463100051000, 0200378282*****00051000", // a telegram
    "119410611234567807, 11941061******7807", // good in Korea only
  })
  void aCardNumberAmongOtherDigitsIsMasked(String text, String masked) {
    assertThat(CardMask.mask(text)).isEqualTo(masked);
    assertThat(CardMask.hasCard(text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "４１１１１１１１１１１１１１１１, ４１１１１１******１１１１",
    "٤١١١١١١١١١١١١١١١, ٤١١١١١******١١١١",
    "४१११ ११११ ११११ ११११, ४१११ ११** **** ११११",
    "𝟒𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏, 𝟒𝟏𝟏𝟏𝟏𝟏******𝟏𝟏𝟏𝟏",
    "④①①①①①①①①①①①①①①①, ④①①①①①******①①①①",
    "４111１111１111１111, ４111１1******１111",
  })
  void digitsOfOtherScriptsAreDigits(String text, String masked) {
    assertThat(CardMask.mask(text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".",
        "/",
        "_",
        "  ",
        " - ",
        " / ",
        "\u00A0",
        "\u200B",
        "\u00AD",
        "\n",
        "\r\n",
        "\t",
        "\u2013",
        "\u2212",
        "\u00B7",
        "\uFF0D",
        "\u3000",
        "\uFEFF",
        "\u202E",
        "\u0000",
        "%20",
        "+",
        "%2D",
        "%2F",
        "%C2%A0",
        "%E2%80%93",
        "%2520",
        "\\n",
        "\\u00a0",
        "?"
      })
  void whateverPartsTheDigits(String separator) {
    String text = String.join(separator, "see 4111", "1111", "1111", "1111.");

    assertThat(CardMask.mask(text))
        .isEqualTo(String.join(separator, "see 4111", "11**", "****", "1111."));
  }

  @ParameterizedTest
  @CsvSource({
    "/a/%34%31%31%31%31%31%31%31%31%31%31%31%31%31%31%31, /a/%34%31%31%31%31%31******%31%31%31%31",
    "/a/%EF%BC%94111111111111111, /a/%EF%BC%9411111******1111",
    "/a/%2534111111111111111, /a/%253411111******1111",
    "\\u0034111111111111111, \\u003411111******1111",
    "50%4111111111111111, 50%411111******1111",
  })
  void escapedDigitsAreDigits(String text, String masked) {
    assertThat(CardMask.mask(text)).isEqualTo(masked);
  }

  @Test
  void noCardNumberSurvivesAnywhere() {
    Random random = new Random(16);
    for (int i = 0; i < 20_000; i++) {
      String card = RandomCards.issued(random);
      String text =
          RandomCards.digits(random, random.nextInt(12))
              + RandomCards.spelled(random, card)
              + RandomCards.digits(random, random.nextInt(12));

      String masked = CardMask.mask(text);

      assertThat(RandomCards.asciiDigits(masked)).as(text).doesNotContain(card);
      assertThat(CardMask.mask(masked)).as("masked again: " + text).isEqualTo(masked);
      assertThat(CardMask.hasCard("no " + text + " of it")).as(text).isTrue();
    }
  }

  @Test
  void noMoreThanTenDigitsOfOneAreShown() {
    Random random = new Random(17);
    for (int i = 0; i < 20_000; i++) {
      String card = RandomCards.issued(random);
      String before = RandomCards.digits(random, random.nextInt(20));
      String masked = CardMask.mask(before + card + RandomCards.digits(random, random.nextInt(20)));

      String left = masked.substring(before.length(), before.length() + card.length());
      assertThat(left.replace("*", "").length()).as(masked).isLessThanOrEqualTo(10);
    }
  }

  @Test
  void whatIsNoCardSurvives() {
    Random random = new Random(18);
    for (int i = 0; i < 20_000; i++) {
      String number = RandomCards.digits(random, 1 + random.nextInt(24));
      if (RandomCards.cardsIn(number) == 0) {
        assertThat(CardMask.mask(number)).isSameAs(number);
      }
    }
  }

  @Test
  void longTextsAreReadOnce() {
    String text = "4111-1111 ".repeat(200_000);

    assertThat(CardMask.mask(text)).hasSize(text.length());
  }

  @Test
  void nothingStaysNothing() {
    assertThat(CardMask.mask(null)).isNull();
  }
}
