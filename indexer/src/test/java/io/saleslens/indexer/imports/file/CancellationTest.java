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

/** What columns that stand for no field say of cancellations. */
class CancellationTest {
  private static ReadFile read(String aliases, FileFormat format, String content) {
    return ReadFile.of(
        format,
        content.getBytes(StandardCharsets.UTF_8),
        ReadFile.rules(Map.of("SALESLENS_IMPORTS_ALIASES", aliases)),
        Optional.empty());
  }

  /** A file of sales of 1000 with one more column. */
  private static String csv(String column, String... values) {
    StringBuilder file = new StringBuilder("store,amount,datetime," + column + "\n");
    for (String value : values) {
      file.append("70,1000,2024-05-01 10:00,").append(value).append('\n');
    }
    return file.toString();
  }

  private static List<String> canceled(ReadFile file) {
    assertThat(file.refusals()).isEmpty();
    return file.sales().stream().map(it -> it.values().get(SaleField.IS_CANCELED)).toList();
  }

  private static ImportException failure(String content) {
    return catchThrowableOfType(ImportException.class, () -> ReadFile.of(FileFormat.CSV, content));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          결제 상태       | 취소                | 정상
          거래상태        | 승인취소            | 승인
          상태            | 환불                | 결제완료
          status          | CANCELLED           | APPROVED
          Payment Status  | Refunded            | Paid
          payment.state   | voided              | settled
          refunded        | 1                   | 0
          is_refunded     | true                | false
          Void            | TRUE                | FALSE
          환불여부        | Y                   | N
          취소금액        | 1000                | 0
          결제취소 금액   | "-1,000"            | 0
          Refund Amount   | 1000                | ''
          refunded        | 1000                | 0
          취소일시        | 2024-05-01 11:00    | ''
          취소일자        | 20240501            | 00000000
          canceled_at     | 2024-05-01T11:00:00Z| -
          승인취소일      | 24/05/01            | N/A
          Event Type      | Refund              | Payment
          거래구분        | 취소                | 매출
          거래유형        | 카드취소            | 신용카드
          approved        | true                | true
          chargeback      | yes                 | no
          """)
  void theUsualFormsAreRead(String column, String canceled, String valid) {
    ReadFile file = ReadFile.of(FileFormat.CSV, csv(column, canceled, valid));

    assertThat(file.refusals()).isEmpty();
    assertThat(canceled(file)).containsExactly(column.equals("approved") ? "0" : "1", "0");
    assertThat(file.ignored()).isEmpty();
  }

  @Test
  void columnsThatAgreeAreReadTogether() {
    ReadFile file =
        ReadFile.of(
            FileFormat.CSV,
            """
            store,amount,datetime,결제 상태,refunded,Void,취소금액,status
            70,1000,2024-04-09 10:00,취소,1,TRUE,1000,CANCELLED
            70,2000,2024-04-09 10:01,정상,0,FALSE,0,APPROVED
            """);

    assertThat(canceled(file)).containsExactly("1", "0");
    assertThat(file.ignored()).isEmpty();
  }

  @Test
  void aStateAndATimeOfCancellationAreReadTogether() {
    ReadFile file =
        ReadFile.of(
            FileFormat.CSV,
            """
            store,amount,datetime,거래상태,취소일시
            70,1000,2024-04-01 10:00,승인,
            70,2000,2024-04-01 10:01,취소,2024-04-01 11:00
            """);

    assertThat(canceled(file)).containsExactly("0", "1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          거래상태          | X1
          status            | C
          결제상태          | 1
          환불              | 미정
          취소사유          | 단순 변심
          취소가능금액      | 1000
          원승인번호        | 12345678
          Refund Reason     | broken
          type              | 2
          거래구분          | D
          transaction type  | 0420
          transaction type  | PARTIAL REFUND 2
          """)
  void whatIsNotUnderstoodIsRefused(String column, String value) {
    ImportException failure = failure(csv(column, "", value));

    assertThat(failure.code()).isEqualTo("unclear_column");
    assertThat(failure.row()).contains(2L);
    assertThat(failure.detail())
        .isEqualTo(
            "The column '%1$s' may say that sales are canceled, and row 2 has '%2$s' there, which is not understood. Say what it means in saleslens.imports.aliases: '%1$s=is_canceled' if it says so by words such as 취소, CANCELLED and 정상 or by 1 and 0, '%1$s=none' if it is to be passed over."
                .formatted(column, value));
    assertThat(canceled(read(column + "=none", FileFormat.CSV, csv(column, "", value))))
        .containsExactly("0", "0");
  }

  @Test
  void columnsThatSayNothingAreNotUsed() {
    ReadFile file =
        ReadFile.of(
            FileFormat.CSV,
            "store,amount,datetime,colour,거래구분,취소일시\n70,1000,2024-05-01 10:00,red,신용카드,\n");

    assertThat(canceled(file)).containsExactly("0");
    assertThat(file.ignored()).containsExactlyInAnyOrder("colour", "거래구분", "취소일시");
  }

  @Test
  void aKindOfSaleThatIsNotKnownBesideOnesThatAreIsRefused() {
    assertThat(failure(csv("Type", "Payout", "Payment", "Refund")).detail())
        .contains("'Type'", "row 1 has 'Payout'");
    assertThat(failure(csv("Type", "Refund", "Dispute")).detail()).contains("row 2 has 'Dispute'");
    assertThat(canceled(ReadFile.of(FileFormat.CSV, csv("Type", "Refund", "Credit Card"))))
        .containsExactly("1", "0");
    assertThat(canceled(ReadFile.of(FileFormat.CSV, csv("Type", "Dinner", "Lunch"))))
        .containsOnly("0");
  }

  @Test
  void aCellWithAnErrorMayHaveSaidThatTheSaleIsCanceled() {
    Sheets sheets = new Sheets(false);
    String cells = Sheets.inline("70") + Sheets.number("1000", "") + Sheets.inline("2024-05-01");
    byte[] content =
        sheets.of(
            Sheets.row(
                sheets.text("store"),
                sheets.text("amount"),
                sheets.text("date"),
                sheets.text("거래상태")),
            Sheets.row(cells, "<c t='e'><v>#N/A</v></c>"));
    ImportException failure =
        catchThrowableOfType(
            ImportException.class,
            () ->
                ReadFile.of(FileFormat.XLSX, content, ReadFile.rules(Map.of()), Optional.empty()));

    assertThat(failure.detail()).contains("'거래상태'", "row 1 has 'holds the error '#N/A''");
  }

  @Test
  void aMapSaysWhatAColumnMeans() {
    ReadFile file = read("zustand=is_canceled", FileFormat.CSV, csv("zustand", "REFUNDED", "paid"));

    assertThat(canceled(file)).containsExactly("1", "0");
    assertThat(file.ignored()).isEmpty();
  }

  @Test
  void aColumnIsUnclearOnlyWhereNothingElseSaysThatASaleIsCanceled() {
    ReadFile file =
        ReadFile.of(
            FileFormat.CSV,
            """
            store,amount,datetime,취소여부,취소사유
            70,1000,2024-05-01 10:00,Y,변심
            70,1000,2024-05-01 10:00,N,
            """);

    assertThat(canceled(file)).containsExactly("1", "0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"특이사항", "비고", "whatever", "처리상태"})
  void columnsWithoutATellingNameAreJudgedByTheirValues(String column) {
    ImportException failure = failure(csv(column, "", "취소", "정상"));

    assertThat(failure.code()).isEqualTo("unclear_column");
    assertThat(failure.detail()).contains("'" + column + "'", "row 2", "'취소'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"remark", "특이사항", "product"})
  void freeTextThatSpeaksOfCancellationIsText(String column) {
    ReadFile file =
        ReadFile.of(
            FileFormat.CSV, csv(column, "취소 문의 전화 받음", "포장", "배달 2층", "void where prohibited", ""));

    assertThat(canceled(file)).containsOnly("0");
  }

  @Test
  void oneWordAmongManyOthersIsText() {
    assertThat(canceled(ReadFile.of(FileFormat.CSV, csv("remark", "취소", "포장", "배달", "단골"))))
        .containsOnly("0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "card type",
        "배송일",
        "status date",
        "Billing State",
        "avoid",
        "return_code",
        "할부구분"
      })
  void otherNamesAreNotSuspect(String column) {
    assertThat(canceled(ReadFile.of(FileFormat.CSV, csv(column, "X1", "3")))).containsOnly("0");
  }

  @ParameterizedTest
  @CsvSource({"취소금액, 300", "거래상태, 부분취소", "status, partially_refunded", "status, DECLINED"})
  void whatIsCanceledInPartIsARowRefused(String column, String value) {
    ReadFile file = ReadFile.of(FileFormat.CSV, csv(column, value, ""));

    assertThat(file.sales()).hasSize(1);
    assertThat(file.refusals()).hasSize(1);
    assertThat(file.refusals().get(0).field()).isEqualTo("is_canceled");
    assertThat(file.refusals().get(0).reason())
        .startsWith("'%s' in the column '%s' says neither".formatted(value, column));
  }

  @ParameterizedTest
  @CsvSource({
    "'거래상태,취소일시', '승인,2024-05-01 11:00'",
    "'status,취소금액', 'CANCELLED,0'",
    "'취소여부,status', 'N,REFUNDED'",
    "'refunded,status', '1,APPROVED'"
  })
  void columnsThatContradictEachOtherAreAFaultOfTheRow(String columns, String values) {
    ReadFile file = ReadFile.of(FileFormat.CSV, csv(columns, values, ","));

    assertThat(file.sales()).hasSize(1);
    assertThat(file.refusals()).hasSize(1);
    assertThat(file.refusals().get(0).reason()).contains("says that the sale is canceled, but");
  }

  @Test
  void aRefundedSaleIsNotVoid() {
    assertThat(canceled(ReadFile.of(FileFormat.CSV, csv("void,refunded", "FALSE,TRUE"))))
        .containsExactly("1");
  }

  @Test
  void amountsBelowZeroAreTakenWhereAnyColumnSaysThatTheSaleIsCanceled() {
    ReadFile file =
        ReadFile.of(
            FileFormat.CSV, "store,amount,datetime,status\n70,-1000,2024-05-01 10:00,Refunded\n");

    assertThat(canceled(file)).containsExactly("1");
  }

  @Test
  void whatIsNestedSaysSoToo() {
    String sale = "\"store\": 70, \"amount\": 1000, \"datetime\": \"2024-05-01 10:00\"";
    ReadFile json =
        ReadFile.of(
            FileFormat.JSON,
            "[{%1$s, \"payment\": {\"status\": \"CANCELLED\"}}, {%1$s, \"payment\": {\"status\": \"DONE\", \"refunds\": []}}]"
                .formatted(sale)
                .replace("DONE", "PAID"));
    ReadFile xml =
        ReadFile.of(
            FileFormat.XML,
            "<sales_data><sales><sale store='70' amount='1000' datetime='2024-05-01'><state><code>취소</code></state></sale></sales></sales_data>"
                .replace("state", "status"));

    assertThat(canceled(json)).containsExactly("1", "0");
    assertThat(canceled(xml)).containsExactly("1");
    assertThat(json.ignored()).containsExactly("payment");
  }

  @Test
  void namesWithCommasCanBeToldOf() {
    ReadFile file =
        read(
            "\"Amount, net\"=amount_sale\n\"say \"\"state\"\", please\" = none, store=store_id",
            FileFormat.CSV,
            "store,\"Amount, net\",datetime,\"say \"\"state\"\", please\"\n70,1000,2024-05-01,?\n");

    assertThat(canceled(file)).containsExactly("0");
  }
}
