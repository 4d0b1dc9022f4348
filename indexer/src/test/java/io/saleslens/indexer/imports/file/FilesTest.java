package io.saleslens.indexer.imports.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.indexer.settings.SaleField;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Bad items cost themselves alone, in every format. */
class FilesTest {
  private static final String ALLOWED_AMOUNTS =
      "; allowed are amounts such as 12500, 12,500, ₩12,500 and 12500원";

  private static final String ALLOWED_TIMES =
      "; allowed are times such as 2024-01-31 14:05:09, 2024-01-31T14:05:09+09:00, 2024/01/31,"
          + " 2024.01.31 and 20240131140510";

  private static void assertOneGood(ReadFile file, long row, Refusal... refusals) {
    assertThat(file.refusals()).containsExactly(refusals);
    assertThat(file.sales()).extracting(FileSale::row).containsExactly(row);
  }

  @Test
  void ofCsv() {
    ReadFile file =
        ReadFile.of(
            FileFormat.CSV,
            """
            store,amount,sold_at,colour
            50,x,2024-05-01,red

            50,1000
            ,,,
            50,"1000,2024-05-01,red
            50,1000,2024-05-01,red
            """);

    assertOneGood(
        file,
        5,
        new Refusal(1, "amount_sale", "'x' is no amount" + ALLOWED_AMOUNTS),
        new Refusal(2, "", "line 4 has 2 fields, but the header has 4"),
        new Refusal(3, "", "is empty"),
        new Refusal(4, "", "line 6: a quote is opened and never closed"));
    assertThat(file.ignored()).containsExactly("colour");
  }

  @Test
  void ofJson() {
    ReadFile file =
        ReadFile.of(
            FileFormat.JSON,
            """
            {"version": 1, "sales": [
              {"store": 50, "amount": "1e3", "sold_at": "2024-05-01"},
              null,
              {},
              [1, 2],
              {"store": {"id": 50}, "amount": true, "sold_at": "2024-05-01"},
              {"store": 50, "amount": 1000, "금액": 1000, "sold_at": "2024-05-01"},
              {"store": 50, "amount": 1000, "sold_at": "2024-05-01", "colour": {"a": ["red"]}}
            ], "more": {}}
            """);

    assertOneGood(
        file,
        7,
        new Refusal(1, "amount_sale", "'1e3' is no amount" + ALLOWED_AMOUNTS),
        new Refusal(2, "", "is null; it must be an object"),
        new Refusal(3, "", "is empty"),
        new Refusal(4, "", "is an array; it must be an object"),
        new Refusal(5, "store_id", "is an object; it must be text or a number"),
        new Refusal(5, "amount_sale", "is true; it must be text or a number"),
        new Refusal(6, "amount_sale", "is given twice, as 'amount' and '금액'"));
    assertThat(file.ignored()).containsExactly("colour", "more", "version");
  }

  @Test
  void ofNdjson() {
    ReadFile file =
        ReadFile.of(
            FileFormat.NDJSON,
            """
            \ufeff{"store": 50, "amount": 1000
            {"store": 50, "amount": 1000, "sold_at": "2024-05-01"} {}

            7
            {"store": 50, "amount": 1000, "sold_at": "2024-05-01"}
            """);

    assertThat(file.refusals()).extracting(Refusal::row).containsExactly(1L, 2L, 4L);
    assertThat(file.refusals().get(0).reason()).startsWith("is no JSON: Unexpected end-of-input");
    assertThat(file.refusals().get(1).reason()).isEqualTo("goes on after the end of its object");
    assertThat(file.refusals().get(2).reason()).isEqualTo("is 7; it must be an object");
    assertThat(file.sales()).extracting(FileSale::row).containsExactly(5L);
  }

  @Test
  void ofXml() {
    ReadFile file =
        ReadFile.of(
            FileFormat.XML,
            """
            <?xml version="1.0"?>
            <sales_data date="2024-05-01"><made by="pos"/><sales>
              <sale/>
              <item/>
              <sale store_id="50">text<amount>1000</amount></sale>
              <sale store_id="50"><amount>10<b>00</b></amount><time>10:00</time></sale>
              <sale store_id="50"><store>51</store><amount>1000</amount></sale>
              <sale store_id="50"><amount>1000</amount><time>10:00</time><colour>red</colour>
                <xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>
              </sale>
            </sales></sales_data>
            """);

    assertOneGood(
        file,
        6,
        new Refusal(1, "", "is empty"),
        new Refusal(2, "", "is <item>; it must be <sale>"),
        new Refusal(3, "", "holds text outside of its fields"),
        new Refusal(4, "amount_sale", "holds elements; it must be text"),
        new Refusal(5, "store_id", "is given twice, as 'store_id' and 'store'"));
    assertThat(file.ignored()).containsExactly("colour", "include", "made");
  }

  @Test
  void ofXlsx() {
    Sheets sheets = new Sheets(false);
    String store = Sheets.inline("50");
    String date = Sheets.number("45413.5", Sheets.DATE_TIME);
    String amount = Sheets.number("1.0E3", Sheets.WON);
    String header =
        Sheets.row(
            sheets.text("store"),
            sheets.text("amount"),
            sheets.text("date"),
            sheets.text("time"),
            sheets.text("id"));

    ReadFile file =
        ReadFile.of(
            FileFormat.XLSX,
            sheets.of(
                header,
                Sheets.row(store, "<c t='e'><v>#N/A</v></c>", date),
                Sheets.row(),
                Sheets.row(store, "<c><f>SUM(A1)</f></c>", date),
                Sheets.row(store, amount, date, "<c/>", Sheets.number("5461112222227530", "")),
                Sheets.row(store, amount, Sheets.number("45413.5", "")),
                "<row r='9'><c r='A9' t='str'><f>A</f><v>50</v></c>"
                    + "<c r='B9'><v>1000</v></c><c r='C9' s='1'><v>45413</v></c><c r='D9' s='2'><v>0.58680555555555558</v></c>"
                    + "<c r='XFD9'><v>1</v></c></row>",
                Sheets.row(store, amount, "<c/>", date)),
            ReadFile.rules(Map.of()),
            Optional.empty());

    assertThat(file.refusals())
        .containsExactly(
            new Refusal(1, "amount_sale", "holds the error '#N/A'"),
            new Refusal(
                3,
                "amount_sale",
                "is a formula without a value; open the file in Excel and save it"),
            new Refusal(
                4,
                "id",
                "'5461112222227530' is a number of more than 15 digits, of which Excel keeps no"
                    + " more; make the cell text"),
            new Refusal(5, "sold_at", "'45413.5' is no time" + ALLOWED_TIMES));
    assertThat(file.sales()).extracting(FileSale::row).containsExactly(8L, 9L);
    assertThat(file.sales())
        .extracting(sale -> sale.values().get(SaleField.SOLD_AT))
        .containsExactly("2024-05-01 14:05:00.000000", "2024-05-01 12:00:00.000000");
  }
}
