package io.saleslens.indexer.imports.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.saleslens.indexer.settings.SaleField;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that begin below a title, or on another sheet, and files of another kind than named. */
class TablesTest {
  private static final String MAIN =
      "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'";
  private static final String TYPE =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

  private static List<String> amounts(ReadFile file) {
    assertThat(file.refusals()).isEmpty();
    return file.sales().stream().map(it -> it.values().get(SaleField.AMOUNT_SALE)).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sep=;\r\nstore;amount;datetime\r\n70;12000;2024-02-01 12:30\r\n",
        "SEP=|\nstore|amount|datetime\n70|12000|2024-02-01 12:30\n",
        "sep=\t\nstore\tamount\tdatetime\n70\t12000\t2024-02-01 12:30\n",
        "sep=,\nstore,amount,datetime\n70,12000,2024-02-01 12:30\n",
        "store|amount|datetime\n70|12000|2024-02-01 12:30\n",
        "카드매출 내역\n\n조회기간: 2024-01-01 ~ 2024-01-31;;\nstore;amount;datetime\n70;12000;2024-02-01 12:30\n",
        "a \"title\" with quotes,\nstore,amount,datetime\n70,12000,2024-02-01 12:30\n",
        "store,amount,datetime\n70,12000,2024-02-01 12:30\n,,\n,,\n , ,\n",
        "\ufeffsep=;\nstore;amount;datetime\n70;12000;2024-02-01 12:30\n"
      })
  void theHeaderAndTheDelimiterAreFound(String file) {
    assertThat(amounts(ReadFile.of(FileFormat.CSV, file))).containsExactly("12000");
  }

  @Test
  void aStatementOfABankIsRead() {
    ReadFile file =
        ReadFile.of(
            FileFormat.CSV,
            """
            \ufeff일별매입전체,,,,,,,,\r
            "일시불 합계(원화):130,000",,,,,,,,\r
             ,승인구분,승인일시,카드번호,가맹점번호,승인금액,승인번호,취소금액,취소일자\r
            1,원화,2024-02-18 12:06:02,4198-****-****-6969,1077,"59,000",70089704,0,\r
            2,원화,2024-02-18 23:16:01,4198-****-****-6969,1077,"71,000",45915932,"71,000",2024-02-19\r
            """);

    assertThat(amounts(file)).containsExactly("59000", "71000");
    assertThat(file.sales())
        .extracting(it -> it.values().get(SaleField.IS_CANCELED))
        .containsExactly("0", "1");
    assertThat(file.ignored()).containsExactly("승인구분");
  }

  @Test
  void aHeaderThatLacksAColumnIsNamedWithItsPlace() {
    ImportException failure =
        catchThrowableOfType(
            ImportException.class,
            () -> ReadFile.of(FileFormat.CSV, "Report,,\n\n가맹점명,승인금액,언제\nA,1000,2024-05-01\n"));

    assertThat(failure.detail())
        .startsWith(
            "No column stands for store_id. The columns, in line 3, are: '가맹점명', '승인금액', '언제'.");
  }

  private static byte[] workbook(String sheets, String relations, Map<String, String> parts) {
    Sheets book = new Sheets(false);
    book.part(
        "xl/workbook.xml", "<workbook %s><sheets>%s</sheets></workbook>".formatted(MAIN, sheets));
    book.part(
        "xl/_rels/workbook.xml.rels", "<Relationships>%s</Relationships>".formatted(relations));
    parts.forEach(book::part);
    return book.zipped();
  }

  private static String relation(String id, String type, String target) {
    return "<Relationship Id='%s' Type='%s%s' Target='%s'/>".formatted(id, TYPE, type, target);
  }

  private static String sheet(String... rows) {
    return "<worksheet><sheetData>" + String.join("", rows) + "</sheetData></worksheet>";
  }

  private static String row(String... texts) {
    StringBuilder row = new StringBuilder();
    for (String text : texts) {
      row.append(Sheets.inline(text));
    }
    return Sheets.row(row.toString());
  }

  private static final String TABLE =
      sheet(row("store", "amount", "datetime"), row("70", "12000", "2024-02-01 12:30"));

  private static ReadFile xlsx(byte[] content) {
    return ReadFile.of(FileFormat.XLSX, content, ReadFile.rules(Map.of()), Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "worksheets/sheet1.xml, xl/worksheets/sheet1.xml",
    "./worksheets/sheet1.xml, xl/worksheets/sheet1.xml",
    "../xl/./worksheets/sheet1.xml, xl/worksheets/sheet1.xml",
    "/xl/worksheets/sheet1.xml, xl/worksheets/sheet1.xml",
    "/XL/Worksheets/Sheet1.XML, xl/worksheets/sheet1.xml",
    "worksheets\\sheet1.xml, xl/worksheets/sheet1.xml",
    "../data/s.xml, data/s.xml"
  })
  void partsAreFoundHoweverTheyAreSpelled(String target, String part) {
    byte[] book =
        workbook(
            "<sheet name='a' r:id='r1'/>",
            relation("r1", "worksheet", target),
            Map.of(part, TABLE));

    assertThat(amounts(xlsx(book))).containsExactly("12000");
  }

  @Test
  void coversChartsAndHiddenSheetsAreNotTheTable() {
    byte[] book =
        workbook(
            "<sheet name='chart' r:id='r1'/><sheet name='secret' state='hidden' r:id='r2'/>"
                + "<sheet name='empty' r:id='r3'/><sheet name='cover' r:id='r4'/><sheet name='data' r:id='r5'/>",
            relation("r1", "chartsheet", "chartsheets/sheet1.xml")
                + relation("r2", "worksheet", "worksheets/2.xml")
                + relation("r3", "worksheet", "worksheets/3.xml")
                + relation("r4", "worksheet", "worksheets/4.xml")
                + relation("r5", "worksheet", "worksheets/5.xml"),
            Map.of(
                "xl/chartsheets/sheet1.xml", "<chartsheet/>",
                "xl/worksheets/2.xml", TABLE.replace("12000", "1"),
                "xl/worksheets/3.xml", sheet(),
                "xl/worksheets/4.xml", sheet(row("카드매출 내역"), row("2024")),
                "xl/worksheets/5.xml",
                    sheet(row("카드매출 내역"), "<row/>", row("조회기간: x"))
                            .replace("</sheetData></worksheet>", "")
                        + TABLE.replace("<worksheet><sheetData>", "")));

    ReadFile file = xlsx(book);
    assertThat(amounts(file)).containsExactly("12000");
    assertThat(file.sales().get(0).row()).isEqualTo(1);
  }

  @Test
  void aSheetWithoutAHeaderIsNamed() {
    byte[] book =
        workbook(
            "<sheet name='cover' r:id='r1'/><sheet name='more' r:id='r2'/>",
            relation("r1", "worksheet", "a.xml") + relation("r2", "worksheet", "b.xml"),
            Map.of(
                "xl/a.xml", sheet(row("title"), row("store", "amount", "when")),
                "xl/b.xml", sheet(row("x"))));
    ImportException failure = catchThrowableOfType(ImportException.class, () -> xlsx(book));

    assertThat(failure.detail())
        .startsWith(
            "No column stands for sold_at. The columns, in row 2 of the sheet 'cover', are: 'store', 'amount', 'when'.");
  }

  private static final String OBJECT =
      "{\"store\": 70, \"amount\": 12000, \"datetime\": \"2024-02-01 12:30\"}";

  @ParameterizedTest
  @CsvSource({"JSON", "NDJSON", "CSV"})
  void jsonOfEitherKindIsReadWhateverItIsCalled(FileFormat format) {
    assertThat(amounts(ReadFile.of(format, OBJECT + "\n" + OBJECT + "\n"))).hasSize(2);
    assertThat(amounts(ReadFile.of(format, "\n" + OBJECT))).hasSize(1);
    assertThat(amounts(ReadFile.of(format, " [" + OBJECT + ",\n" + OBJECT + "]"))).hasSize(2);
    assertThat(amounts(ReadFile.of(format, "{\"sales\": [" + OBJECT + "]}"))).hasSize(1);
    assertThat(amounts(ReadFile.of(format, "{\n\"version\": 1,\n\"sales\": [\n" + OBJECT + "]}")))
        .hasSize(1);
  }

  @Test
  void filesOfOtherProgramsSayHowTheyAreRead() {
    for (byte[] content :
        List.of(
            workbook("", "", Map.of()),
            new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, (byte) 0xa1, (byte) 0xb1},
            "<sales_data/>".getBytes(StandardCharsets.UTF_8))) {
      ImportException failure =
          catchThrowableOfType(
              ImportException.class,
              () ->
                  ReadFile.of(FileFormat.CSV, content, ReadFile.rules(Map.of()), Optional.empty()));
      assertThat(failure.detail()).containsAnyOf("--format xlsx", "as .xlsx", "--format xml");
    }
  }
}
