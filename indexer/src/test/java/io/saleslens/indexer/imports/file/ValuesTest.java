package io.saleslens.indexer.imports.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.saleslens.indexer.card.CardMask;
import io.saleslens.indexer.settings.SaleField;
import java.io.IOException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each field takes, how it is spelled then, and what is said of what it does not take. */
class ValuesTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static ReadFile read(
      Map<String, String> settings, Optional<LocalDate> day, String... members) {
    Map<String, String> sale = new LinkedHashMap<>();
    sale.put("store_id", "50");
    sale.put("amount_sale", "1000");
    sale.put("sold_at", "2024-05-01");
    for (int i = 0; i < members.length; i += 2) {
      sale.put(members[i], members[i + 1]);
    }
    try {
      return ReadFile.of(
          FileFormat.NDJSON, MAPPER.writeValueAsBytes(sale), ReadFile.rules(settings), day);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String taken(ReadFile file, String field) {
    assertThat(file.refusals()).isEmpty();
    return file.sales().get(0).values().get(SaleField.valueOf(field.toUpperCase(Locale.ROOT)));
  }

  private static void assertRefused(ReadFile file, String field, String reason) {
    assertThat(file.sales()).isEmpty();
    assertThat(file.refusals()).containsExactly(new Refusal(1, field, reason));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | 12500         | 12500
          0 | 12,500        | 12500
          0 | 1,234,567     | 1234567
          0 | 12500.00      | 12500
          0 | ₩12,500       | 12500
          0 | ￦ 12,500      | 12500
          0 | KRW 12,500    | 12500
          0 | 12,500원       | 12500
          0 | 12500 krw     | 12500
          0 | +7            | 7
          0 | 0             | 0
          0 | -0            | 0
          0 | 007           | 7
          0 | 10000000000000 | 10000000000000
          2 | 12.34         | 1234
          2 | 12.3          | 1230
          2 | 12            | 1200
          2 | 1,234.5000    | 123450
          3 | 1.234         | 1234
          """)
  void takesAmounts(String scale, String text, String minorUnits) {
    Map<String, String> settings = Map.of("SALESLENS_IMPORTS_AMOUNT_SCALE", scale);

    assertThat(taken(read(settings, Optional.empty(), "amount_sale", text), "amount_sale"))
        .isEqualTo(minorUnits);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 10000000000001",
    "0, -10000000000001",
    "0, 9223372036854775808",
    "2, 100000000000.01",
    "2, 92233720368547759"
  })
  void refusesAmountsBeyondTheBound(String scale, String text) {
    Map<String, String> settings = Map.of("SALESLENS_IMPORTS_AMOUNT_SCALE", scale);

    assertRefused(
        read(settings, Optional.empty(), "amount_fee", text),
        "amount_fee",
        "'%s' is beyond the 10000000000000 minor units that an amount may have (saleslens.source.max-amount)"
            .formatted(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | 12.5          | is no whole number of minor units
          0 | 12.500        | may be thousands or decimals
          0 | 1,2500        | is no amount
          0 | 12,50         | is no amount
          0 | 1e4           | is no amount
          0 | NaN           | is no amount
          0 | (1,000        | is no amount
          0 | (-1,000)      | is no amount
          0 | 1,000)        | is no amount
          0 | USD 5         | is no amount
          0 | TRUE          | is no amount
          0 | -₩-5          | is no amount
          0 | $5            | is no amount
          0 | １２           | is no amount
          2 | 1.234         | may be thousands or decimals
          2 | 1.2345        | is no whole number of minor units
          """)
  void refusesWhatIsNoAmount(String scale, String text, String why) {
    Map<String, String> settings = Map.of("SALESLENS_IMPORTS_AMOUNT_SCALE", scale);
    String allowed =
        scale.equals("0")
            ? "12500, 12,500, ₩12,500 and 12500원"
            : "12500.34, 12,500.34, ₩12,500.34 and 12500.34원";

    assertRefused(
        read(settings, Optional.empty(), "amount_fee", text),
        "amount_fee",
        "'%s' %s; allowed are amounts such as %s".formatted(text, why, allowed));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          KRW | 0 | (1,000)      | -1000
          KRW | 0 | (₩1,000)     | -1000
          KRW | 0 | ₩-1,000원    | -1000
          USD | 2 | ($2.00)      | -200
          USD | 2 | -$2.16       | -216
          USD | 2 | $1,234.50    | 123450
          USD | 2 | US$ 5        | 500
          USD | 2 | 5 USD        | 500
          EUR | 2 | 12.30 €      | 1230
          JPY | 0 | ￥1,200      | 1200
          CHF | 2 | CHF 1.50     | 150
          """)
  void takesAmountsOfTheCurrencyAndThoseInBrackets(
      String currency, String scale, String text, String minorUnits) {
    Map<String, String> settings =
        Map.of("SALESLENS_IMPORTS_AMOUNT_SCALE", scale, "SALESLENS_CURRENCY", currency);

    assertThat(taken(read(settings, Optional.empty(), "amount_fee", text), "amount_fee"))
        .isEqualTo(minorUnits);
  }

  @ParameterizedTest
  @CsvSource({"USD, ₩5", "USD, 5원", "EUR, $5", "KRW, €5"})
  void refusesAmountsOfOtherCurrencies(String currency, String text) {
    ReadFile file =
        read(Map.of("SALESLENS_CURRENCY", currency), Optional.empty(), "amount_fee", text);

    assertThat(file.refusals()).hasSize(1);
    assertThat(file.refusals().get(0).reason()).startsWith("'%s' is no amount".formatted(text));
  }

  @ParameterizedTest
  @CsvSource({"취소,-5000", "1,-5000", "true,5000", "N,5000", "0,0", ",5000"})
  void takesAmountsBelowZeroOfCanceledSales(String canceled, String amount) {
    String given = canceled == null ? "" : canceled;

    assertThat(
            taken(
                read(Map.of(), Optional.empty(), "amount_sale", amount, "is_canceled", given),
                "amount_sale"))
        .isEqualTo(amount);
  }

  @ParameterizedTest
  @CsvSource({"정상", "''"})
  void refusesAmountsBelowZeroOfOtherSales(String canceled) {
    assertRefused(
        read(Map.of(), Optional.empty(), "amount_sale", "-5000", "is_canceled", canceled),
        "amount_sale",
        "'-5000' is below zero, and is_canceled does not say that the sale is canceled; allowed"
            + " are amounts from 0, and below it those of canceled sales");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Asia/Seoul       | 2024-05-01                   | 2024-05-01 00:00:00.000000
          Asia/Seoul       | 2024-05-01 09:05             | 2024-05-01 09:05:00.000000
          Asia/Seoul       | 2024-5-1 9:05                | 2024-05-01 09:05:00.000000
          Asia/Seoul       | 2024-05-01 09:05:07.123456   | 2024-05-01 09:05:07.123456
          Asia/Seoul       | 2024-05-01T09:05:07.1        | 2024-05-01 09:05:07.100000
          Asia/Seoul       | 2024-05-01T09:05:07.123456000| 2024-05-01 09:05:07.123456
          Asia/Seoul       | 2024/05/01 23:59:59          | 2024-05-01 23:59:59.000000
          Asia/Seoul       | 2024.05.01                   | 2024-05-01 00:00:00.000000
          Asia/Seoul       | 20240501                     | 2024-05-01 00:00:00.000000
          Asia/Seoul       | 20240501090507               | 2024-05-01 09:05:07.000000
          Asia/Seoul       | 2024-05-01T20:00:00Z         | 2024-05-02 05:00:00.000000
          Asia/Seoul       | 2024-05-01T09:05+09:00       | 2024-05-01 09:05:00.000000
          Asia/Seoul       | 2024-05-01T09:05+0100        | 2024-05-01 17:05:00.000000
          Asia/Seoul       | 2024-05-03 23:59              | 2024-05-03 23:59:00.000000
          America/New_York | 2024-03-10T07:30:00Z         | 2024-03-10 03:30:00.000000
          """)
  void takesTimes(String zone, String text, String canonical) {
    assertThat(
            taken(
                read(Map.of("SALESLENS_ZONE", zone), Optional.empty(), "sold_at", text), "sold_at"))
        .isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Asia/Seoul       | yesterday                    | is no time
          Asia/Seoul       | 14:05                        | is no time
          Asia/Seoul       | 45413.5                      | is no time
          Asia/Seoul       | 01/05/2024                   | is no time: which is the month and which the day is not told; write the year first
          Asia/Seoul       | 2024-05/01                   | is no time
          Asia/Seoul       | 24-05-01                     | is no time
          Asia/Seoul       | 2024-02-30                   | is no time that there is
          Asia/Seoul       | 2024-05-01 24:00             | is no time that there is
          Asia/Seoul       | 2024-05-01 10:00:00.1234567  | is no time that there is
          Asia/Seoul       | 2024-05-01T10:00+19:00       | is no time that there is
          Asia/Seoul       | 1969-12-31                   | is before 1970
          Asia/Seoul       | 1900-01-05                   | is before 1970
          America/New_York | 2024-03-10 02:30             | does not exist in America/New_York, where clocks skip it
          """)
  void refusesWhatIsNoTime(String zone, String text, String why) {
    assertRefused(
        read(Map.of("SALESLENS_ZONE", zone), Optional.empty(), "sold_at", text),
        "sold_at",
        ("'%s' %s; allowed are times such as 2024-01-31 14:05:09, 2024-01-31T14:05:09+09:00,"
                + " 2024/01/31, 2024.01.31 and 20240131140510")
            .formatted(text, why));
  }

  @Test
  void refusesSalesOfTheDayAfterTomorrowButTakesDeposits() {
    assertRefused(
        read(Map.of(), Optional.empty(), "sold_at", "2024-05-04"),
        "sold_at",
        "'2024-05-04' is in the future; the last day allowed is 2024-05-03");
    assertThat(
            taken(
                read(Map.of(), Optional.empty(), "will_deposited_at", "2025-01-01"),
                "will_deposited_at"))
        .isEqualTo("2025-01-01 00:00:00.000000");
  }

  @ParameterizedTest
  @CsvSource({
    "14:05, 2024-05-01 14:05:00.000000",
    "'', 2024-05-01 00:00:00.000000",
    "2024-05-01 10:00, 2024-05-01 10:00:00.000000",
    "2024-04-30T15:00Z, 2024-05-01 00:00:00.000000"
  })
  void aGivenDayCompletesTimes(String soldAt, String canonical) {
    Optional<LocalDate> day = Optional.of(LocalDate.of(2024, 5, 1));

    assertThat(taken(read(Map.of(), day, "sold_at", soldAt), "sold_at")).isEqualTo(canonical);
  }

  @Test
  void salesOfAnotherDayThanTheGivenAreRefused() {
    assertRefused(
        read(Map.of(), Optional.of(LocalDate.of(2024, 5, 1)), "sold_at", "2024-05-01T15:00Z"),
        "sold_at",
        "'2024-05-01T15:00Z' is of 2024-05-02, but the file is of 2024-05-01");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-05-01, 14:05, 2024-05-01 14:05:00.000000",
    "20240501, 140507, 2024-05-01 14:05:07.000000",
    "2024.05.01, '', 2024-05-01 00:00:00.000000",
    "'', 2024-05-01 10:00, 2024-05-01 10:00:00.000000"
  })
  void aDateAndATimeOfDayAreJoined(String date, String time, String canonical) {
    ReadFile file =
        ReadFile.of(
            FileFormat.CSV, "store,date,time,amount\n50,%s,%s,1000\n".formatted(date, time));

    assertThat(taken(file, "sold_at")).isEqualTo(canonical);
  }

  @Test
  void twoTimesAreNotJoined() {
    ReadFile file =
        ReadFile.of(
            FileFormat.CSV, "store,date,time,amount\n50,2024-05-01 10:00,2024-05-01 14:05,1000\n");

    assertThat(file.refusals())
        .extracting(Refusal::reason)
        .containsExactly(
            "'2024-05-01 10:00 2024-05-01 14:05' is no date and a time of day; allowed are times"
                + " such as 2024-01-31 14:05:09, 2024-01-31T14:05:09+09:00, 2024/01/31, 2024.01.31"
                + " and 20240131140510; of a time of day 14:05, 14:05:09 and 140509");
  }

  @ParameterizedTest
  @CsvSource({
    "Y,1", "TRUE,1", "예,1", "취소,1", "승인취소,1", "n,0", "False,0", "아니오,0", "정상,0", "승인,0", "'',0"
  })
  void takesFlags(String text, String flag) {
    assertThat(taken(read(Map.of(), Optional.empty(), "is_canceled", text), "is_canceled"))
        .isEqualTo(flag);
  }

  @Test
  void namesAllFaultsOfARow() {
    ReadFile file =
        read(
            Map.of(),
            Optional.empty(),
            "store_id",
            "",
            "amount_sale",
            "much",
            "sold_at",
            "",
            "is_canceled",
            "O",
            "card_company",
            "국민\u0000",
            "platform",
            "p".repeat(33),
            "id",
            "i".repeat(65),
            "price",
            "1");

    assertThat(file.sales()).isEmpty();
    assertThat(file.refusals())
        .allMatch(refusal -> refusal.row() == 1)
        .extracting(refusal -> refusal.field() + ": " + refusal.reason())
        .containsExactly(
            "amount_sale: is given twice, as 'amount_sale' and 'price'",
            "id: 'iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii…' has 65"
                + " characters; at most 64 are allowed",
            "card_company: '국민?' holds the control character U+0000; it must be plain text",
            "is_canceled: 'O' is neither yes nor no; allowed are 1, true, Y, 예, 취소 and 0, false,"
                + " N, 아니오, 정상",
            "sold_at: is missing; no sale can do without it, unless the file is of a given day",
            "platform: 'pppppppppppppppppppppppppppppppp p' has 33 characters; at most 32 are"
                    .replace(" p'", "p'")
                + " allowed",
            "store_id: is missing; no sale can do without it");
  }

  @Test
  void fullCardNumbersAreMaskedInValuesAndReasons() {
    ReadFile good = read(Map.of(), Optional.empty(), "card_number", "4111-1111-1111-1111");
    ReadFile bad = read(Map.of(), Optional.empty(), "amount_sale", "4111111111111111원정");

    assertThat(taken(good, "card_number")).matches("4111-11\\*\\*-\\*{4}-1111~[A-Za-z0-9_-]{11}");
    assertThat(bad.refusals().get(0).reason()).startsWith("'411111******1111원정' is no amount");
  }

  @ParameterizedTest
  @CsvSource({
    "sold_at, yesterday",
    "amount_fee, much",
    "is_canceled, O",
    "sold_at, 2024-05-01 10:00:00.1234567"
  })
  void whatIsAllowedIsNotMaskedAsACard(String field, String value) {
    String reason = read(Map.of(), Optional.empty(), field, value).refusals().get(0).reason();

    assertThat(CardMask.mask(reason)).isEqualTo(reason);
    ReadFile joined = ReadFile.of(FileFormat.CSV, "store,date,time,amount\n50,2024-05-01,x,1000\n");
    String ofTwo = joined.refusals().get(0).reason();
    assertThat(CardMask.mask(ofTwo)).isEqualTo(ofTwo);
  }

  @Test
  void cardsWithTheSameMaskStayApart() {
    String one = taken(read(Map.of(), Optional.empty(), "card", "4111111111111111"), "card_number");
    String same =
        taken(read(Map.of(), Optional.empty(), "card", "4111111111111111"), "card_number");
    String other =
        taken(read(Map.of(), Optional.empty(), "card", "4111110000091111"), "card_number");
    String masked = taken(read(Map.of(), Optional.empty(), "card", "4111-11**"), "card_number");

    assertThat(one).startsWith("411111******1111~").isEqualTo(same);
    assertThat(other).startsWith("411111******1111~").isNotEqualTo(one);
    assertThat(masked).isEqualTo("4111-11**");
  }

  @ParameterizedTest
  @CsvSource({
    "4111 1111 1111 1111, 4111 11** **** 1111~",
    "４１１１１１１１１１１１１１１１, ４１１１１１******１１１１~",
    "4111.1111.1111.1111, 4111.11**.****.1111~"
  })
  void aCardIsOneCustomerHoweverItIsSpelled(String spelled, String masked) {
    String plain =
        taken(read(Map.of(), Optional.empty(), "card", "4111111111111111"), "card_number");

    String other = taken(read(Map.of(), Optional.empty(), "card", spelled), "card_number");

    assertThat(other).startsWith(masked);
    assertThat(other.substring(other.indexOf('~'))).isEqualTo(plain.substring(plain.indexOf('~')));
  }

  @Test
  void maskedReferencesStayApartWithinTheirColumn() {
    String long1 = "4111111111111111-" + "x".repeat(46);
    String one =
        taken(read(Map.of(), Optional.empty(), "extra_payment_id", long1), "extra_payment_id");
    String other =
        taken(
            read(Map.of(), Optional.empty(), "extra_payment_id", long1 + "y"), "extra_payment_id");

    assertThat(one).startsWith("411111******1111-xxx").hasSize(64).isNotEqualTo(other);
  }

  @Test
  void idsThatLookLikeCardNumbersAreKeptOrRefused() {
    String id = "20261127" + "4111111111111111";

    assertThat(taken(read(Map.of(), Optional.empty(), "store_id", id), "store_id")).isEqualTo(id);
    assertRefused(
        read(Map.of("SALESLENS_CARD_IDS", "refuse"), Optional.empty(), "store_id", id),
        "store_id",
        "'20261127411111******1111' looks like a card number, and saleslens.card.ids is 'refuse'");
  }

  @Test
  void halfACharacterIsRefused() {
    ReadFile file =
        ReadFile.of(
            FileFormat.NDJSON,
            "{\"store_id\": \"a\\ud83d\", \"amount\": 1, \"sold_at\": \"2024-05-01\"}");

    assertThat(file.refusals())
        .containsExactly(
            new Refusal(1, "store_id", "holds half a character, U+D83D; it must be plain text"));
  }
}
