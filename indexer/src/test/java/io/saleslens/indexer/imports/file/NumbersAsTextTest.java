package io.saleslens.indexer.imports.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.saleslens.indexer.settings.SaleField;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that are texts, and texts that some program took for numbers. */
class NumbersAsTextTest {
  private static final FileRules RULES = ReadFile.rules(Map.of());

  private static final String STYLES =
      "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='%s'/></numFmts>"
          + "<cellXfs><xf numFmtId='0'/><xf numFmtId='164'/></cellXfs></styleSheet>";

  private static List<String> values(ReadFile file, SaleField field) {
    assertThat(file.refusals()).isEmpty();
    return file.sales().stream().map(it -> Objects.toString(it.values().get(field), "-")).toList();
  }

  private static List<String> reasons(ReadFile file) {
    assertThat(file.sales()).isEmpty();
    return file.refusals().stream().map(it -> it.field() + ": " + it.reason()).toList();
  }

  private static ReadFile csv(String column, String... values) {
    StringBuilder file = new StringBuilder("amount,datetime," + column + "\n");
    for (String value : values) {
      file.append("1000,2024-05-01 10:00,").append(value).append('\n');
    }
    return ReadFile.of(FileFormat.CSV, file.toString());
  }

  private static ReadFile sheet(Sheets sheets, String... rows) {
    return ReadFile.of(FileFormat.XLSX, sheets.of(rows), RULES, Optional.empty());
  }

  private static String header(Sheets sheets, String... names) {
    StringBuilder cells = new StringBuilder();
    for (String name : names) {
      cells.append(sheets.text(name));
    }
    return Sheets.row(cells.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0000               | 12        | 0012
          00000000           | 123456    | 00123456
          000-0000           | 1234567   | 123-4567
          000-0000           | 12        | 000-0012
          00                 | 12345     | 12345
          \\A0000            | 7         | A0007
          &quot;No. &quot;000;[Red]-000 | 7 | No. 007
          [$-412]0000        | 7         | 0007
          0                  | 7         | 7
          #,##0              | 1234      | 1234
          0.00               | 7         | 7
          0000               | 1.5       | 1.5
          """)
  void cellsAreWhatExcelShows(String format, String number, String text) {
    Sheets sheets = new Sheets(false);
    sheets.part("xl/styles.xml", STYLES.formatted(format));
    ReadFile file =
        sheet(
            sheets,
            header(sheets, "store", "amount", "date", "approval"),
            Sheets.row(
                Sheets.number(number, "s='1'"),
                Sheets.number("1000", ""),
                Sheets.inline("2024-05-01"),
                Sheets.number(number, "s='1'")),
            Sheets.row(
                Sheets.inline(text),
                Sheets.inline("1000"),
                Sheets.inline("2024-05-01"),
                Sheets.inline(text)));

    assertThat(values(file, SaleField.STORE_ID)).containsExactly(text, text);
    assertThat(values(file, SaleField.NUM_APPROVAL)).containsExactly(text, text);
  }

  @Test
  void anAmountInAFormatOfZerosIsTheAmount() {
    Sheets sheets = new Sheets(false);
    sheets.part("xl/styles.xml", STYLES.formatted("0000000"));
    ReadFile file =
        sheet(
            sheets,
            header(sheets, "store", "amount", "date"),
            Sheets.row(
                Sheets.inline("70"), Sheets.number("1000", "s='1'"), Sheets.inline("2024-05-01")));

    assertThat(values(file, SaleField.AMOUNT_SALE)).containsExactly("1000");
  }

  @Test
  void escapesAreTheCharactersTheyStandFor() {
    Sheets sheets = new Sheets(false);
    ReadFile file =
        sheet(
            sheets,
            header(sheets, "store_x005F_id", "amount", "date", "remark"),
            Sheets.row(
                Sheets.inline("A_x0041_B"),
                Sheets.number("1000", ""),
                Sheets.inline("2024-05-01"),
                sheets.text("line one_x000D_\nline two")),
            Sheets.row(
                "<c t='str'><f>A1</f><v>_x005F_x0041_</v></c>",
                Sheets.number("1000", ""),
                Sheets.inline("2024-05-01"),
                Sheets.inline("_x41_ and _X0041_")));

    assertThat(values(file, SaleField.STORE_ID)).containsExactly("AAB", "_x0041_");
    assertThat(values(file, SaleField.REMARK))
        .containsExactly("line one\nline two", "_x41_ and _X0041_");
  }

  @Test
  void timesOfDayAsNumbersAreReadOnlyWhereTheyAreClear() {
    Sheets sheets = new Sheets(false);
    List<String> rows = new ArrayList<>();
    rows.add(header(sheets, "store", "amount", "거래일자", "거래시각"));
    for (String time : List.of("140509", "90509", "1405", "509", "9", "0")) {
      rows.add(
          Sheets.row(
              Sheets.inline("70"),
              Sheets.number("1000", ""),
              Sheets.number("20240111", ""),
              Sheets.number(time, "")));
    }
    ReadFile file = sheet(sheets, rows.toArray(String[]::new));

    assertThat(file.refusals()).extracting(Refusal::row).containsExactly(3L, 4L, 5L);
    assertThat(file.refusals().get(0).reason())
        .startsWith("'1405' may be hours and minutes, or minutes and seconds without the zeros")
        .endsWith("of a time of day 14:05, 14:05:09 and 140509");
    assertThat(file.sales())
        .extracting(it -> it.values().get(SaleField.SOLD_AT))
        .containsExactly(
            "2024-01-11 14:05:09.000000",
            "2024-01-11 09:05:09.000000",
            "2024-01-11 00:00:00.000000");
  }

  @Test
  void timesOfDayInAFormatOfZerosAreReadWithThem() {
    Sheets sheets = new Sheets(false);
    sheets.part("xl/styles.xml", STYLES.formatted("000000"));
    ReadFile file =
        sheet(
            sheets,
            header(sheets, "store", "amount", "date", "time"),
            Sheets.row(
                Sheets.inline("70"),
                Sheets.number("1000", ""),
                Sheets.number("20240111", ""),
                Sheets.number("1405", "s='1'")));

    assertThat(values(file, SaleField.SOLD_AT)).containsExactly("2024-01-11 00:14:05.000000");
  }

  @Test
  void timesOfDayThatLostZerosInCsvAreNotTakenForHoursAndMinutes() {
    String file = "store,amount,date,time\n70,1,20240111,140509\n70,1,20240111,1405\n";
    ImportException failure =
        catchThrowableOfType(ImportException.class, () -> ReadFile.of(FileFormat.CSV, file));

    assertThat(failure.detail()).contains("six digits", "'1405'");
    assertThat(
            values(ReadFile.of(FileFormat.CSV, file.replace("140509", "0905")), SaleField.SOLD_AT))
        .containsExactly("2024-01-11 09:05:00.000000", "2024-01-11 14:05:00.000000");
    assertThat(
            ReadFile.of(
                    FileFormat.JSON, "[{\"store\":1,\"amount\":1,\"date\":20240111,\"time\":1405}]")
                .refusals())
        .hasSize(1);
  }

  @Test
  void truthIsNoAmountAndNoId() {
    Sheets sheets = new Sheets(false);
    ReadFile file =
        sheet(
            sheets,
            header(sheets, "store", "amount", "date", "canceled"),
            Sheets.row(
                "<c t='b'><v>1</v></c>",
                "<c t='b'><v>1</v></c>",
                Sheets.inline("2024-05-01"),
                "<c t='b'><v>1</v></c>"));

    assertThat(reasons(file))
        .contains(
            "store_id: is TRUE; it must be text or a number",
            "amount_sale: is TRUE; it must be text or a number");
  }

  @Test
  void numbersOfJsonAreOneHoweverTheyAreSpelled() {
    ReadFile file =
        ReadFile.of(
            FileFormat.JSON,
            """
            [{"store":50.0,"amount":1000.0,"datetime":"2024-02-08 12:30","canceled":false},
             {"store":50,"amount":1000,"datetime":"2024-02-08 12:31","canceled":0},
             {"store":5e1,"amount":1e3,"datetime":"2024-02-08 12:32","canceled":0.0},
             {"store":"50.0","amount":"1000","datetime":"2024-02-08 12:33","canceled":"0"}]
            """);

    assertThat(values(file, SaleField.STORE_ID)).containsOnly("50");
    assertThat(values(file, SaleField.AMOUNT_SALE)).containsOnly("1000");
    assertThat(values(file, SaleField.IS_CANCELED)).containsOnly("0");
  }

  @Test
  void numbersOfJsonThatWouldFillMemoryAreLeftAlone() {
    ReadFile file =
        ReadFile.of(
            FileFormat.NDJSON,
            "{\"store\":1e999999999,\"amount\":1e999999999,\"datetime\":\"2024-02-08\"}");

    assertThat(file.refusals()).isNotEmpty();
  }

  @Test
  void idsOfCsvThatWereNumbersAreOne() {
    assertThat(values(csv("store", "50", "50.0", "50.00"), SaleField.STORE_ID)).containsOnly("50");
    assertThat(values(csv("store", "0050", "1E5", "v1.0"), SaleField.STORE_ID))
        .containsExactly("0050", "1E5", "v1.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.32101E+15", "1.07E+09", "1e+15", "4.32101E15", "-1.5e-7"})
  void codesInScientificNotationAreRefused(String value) {
    String reason =
        "'%s' is a number in scientific notation, which has lost its digits; write it as text"
            .formatted(value);

    assertThat(reasons(csv("store,card,approval,id", String.join(",", value, value, value, value))))
        .containsExactlyInAnyOrder(
            "id: " + reason,
            "num_approval: " + reason,
            "card_number: " + reason,
            "store_id: " + reason);
    String json =
        "{\"store\":7,\"amount\":1,\"datetime\":\"2024-02-08\",\"card\":%s,\"approval\":%s}";
    assertThat(reasons(ReadFile.of(FileFormat.NDJSON, json.formatted(value, value)))).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-", "–", "—", "N/A", "n/a", "없음", "해당없음", "null", "****-****", "0000", "--"})
  void whatStandsForNothingIsNoCard(String value) {
    ReadFile file =
        csv(
            "store,card,approval",
            "70," + value + "," + value.replace("0000", "-").replace("****-****", "-"));

    assertThat(values(file, SaleField.CARD_NUMBER)).containsExactly("-");
    assertThat(values(file, SaleField.NUM_APPROVAL)).containsExactly("-");
  }

  @Test
  void aStoreThatIsADashIsMissing() {
    assertThat(reasons(csv("store", "-")))
        .containsExactly("store_id: is missing; no sale can do without it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"$2.16", "($2.16)", "₩2,000", "2,000", "12.50", "1000", "1000.00"})
  void amountsAreNoCardNumbers(String value) {
    ImportException failure =
        catchThrowableOfType(
            ImportException.class, () -> csv("store,Card", "70,\"" + value + "\"", "71,0"));

    assertThat(failure.code()).isEqualTo("unclear_column");
    assertThat(failure.detail())
        .startsWith(
            "The column 'Card' seems to hold amounts, such as '%s' in row 1".formatted(value))
        .contains("'Card=none'", "'Card=card_number'");
  }

  @Test
  void anExportOfSquareIsReadOnceItsColumnsAreNamed() {
    String square =
        """
        Date,Time,Time Zone,Gross Sales,Net Sales,Total Collected,Source,Card,Cash,Transaction ID,Card Brand,PAN Suffix,Event Type,Location
        2024-04-15,21:18:15,Pacific Time (US & Canada),$2.00,$2.00,$2.16,Point of Sale,$2.16,$0.00,32WG7b1g,Visa,1191,Payment,Main St
        2024-04-16,09:05:00,Pacific Time (US & Canada),($2.00),($2.00),($2.16),Point of Sale,($2.16),$0.00,32WG7b1h,Visa,1191,Refund,Main St
        """;
    String aliases =
        "Location=store_id,Total Collected=amount_sale,PAN Suffix=card_number,Card=none";
    ReadFile file =
        ReadFile.of(
            FileFormat.CSV,
            square.getBytes(StandardCharsets.UTF_8),
            ReadFile.rules(
                Map.of(
                    "SALESLENS_IMPORTS_ALIASES", aliases,
                    "SALESLENS_CURRENCY", "USD",
                    "SALESLENS_IMPORTS_AMOUNT_SCALE", "2")),
            Optional.empty());

    assertThat(values(file, SaleField.AMOUNT_SALE)).containsExactly("216", "-216");
    assertThat(values(file, SaleField.IS_CANCELED)).containsExactly("0", "1");
    assertThat(values(file, SaleField.CARD_NUMBER)).containsOnly("1191");
  }
}
