package io.saleslens.indexer.imports.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saleslens.indexer.settings.SaleField;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of cash registers and payment services elsewhere, and of spreadsheets. */
class ForeignFilesTest {
  private static final long MOST = 10_000_000_000_000L;

  private static ReadFile csv(String column, String... values) {
    StringBuilder file = new StringBuilder("store,amount,datetime," + column + "\n");
    for (String value : values) {
      file.append("70,1000,2024-05-01 10:00,").append(value).append('\n');
    }
    return ReadFile.of(FileFormat.CSV, file.toString());
  }

  private static List<String> values(ReadFile file, SaleField field) {
    assertThat(file.refusals()).isEmpty();
    return file.sales().stream().map(it -> it.values().get(field)).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "Statut, Annulé, Payé",
    "Estado, Cancelado, Pagado",
    "Zustand, storniert, bezahlt",
    "取引状態, 取消, 売上",
    "交易状态, 已退款, 支付成功",
    "Stato, Rimborsato, Completato",
    "ステータス, キャンセル, 完了"
  })
  void statesInOtherLanguagesAreRead(String column, String canceled, String valid) {
    assertThat(values(csv(column, canceled, valid), SaleField.IS_CANCELED))
        .containsExactly("1", "0");
  }

  @ParameterizedTest
  @CsvSource({
    "返金日, 2024-05-01",
    "返金額, 1000",
    "退款金额, 1000",
    "Remboursé, 1000",
    "Reembolso, 500",
    "Storno, 1",
    "Annulation, oui",
    "무효, 1",
    "철회여부, Y",
    "삭제여부, Y",
    "Is Deleted, 1",
    "deleted_at, 2024-05-01",
    "Disputed, true"
  })
  void columnsOfCancellationsInOtherWordsAreAskedAbout(String column, String value) {
    assertThatThrownBy(() -> csv(column, value))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("'%s'", column);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1900-01-01",
        "1900-01-01 00:00:00",
        "0001-01-01T00:00:00",
        "99991231",
        "9999-12-31"
      })
  void aDayThatStandsForNoneIsNoDayOfCancellation(String day) {
    assertThat(values(csv("취소일시", day, "2024-05-02"), SaleField.IS_CANCELED))
        .containsExactly("0", "1");
  }

  @Test
  void codesThatWereKeptFromBeingNumbersAreThemselves() {
    assertThat(values(csv("approval", "=\"00123\"", "'00123", "00123"), SaleField.NUM_APPROVAL))
        .containsExactly("00123", "00123", "00123");
    assertThat(csv("approval", "=A1").refusals())
        .singleElement()
        .satisfies(it -> assertThat(it.reason()).contains("'=A1' is a formula"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"4/13/2024 10:00", "13/4/2024", "04-03-2024", "3.4.2024 10:00"})
  void aDateWithTheYearLastIsRefusedWithTheOrder(String date) {
    ReadFile file =
        ReadFile.of(FileFormat.CSV, "store,amount,datetime\n70,1000,%s\n".formatted(date));

    assertThat(file.refusals())
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.reason())
                    .contains("which is the month and which the day is not told; write"));
  }

  @Test
  void hostileNumbersAreTheirValueOrRefusedAndStopNothing() {
    Random random = new Random(12);
    long[] edges = {0, 1, -1, MOST, MOST + 1, -MOST - 1, Long.MAX_VALUE, Long.MIN_VALUE};
    StringBuilder file = new StringBuilder("store,amount,fee,deposit,datetime,canceled\n");
    long[][] rows = new long[2000][3];
    for (long[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        long any = random.nextLong() >> random.nextInt(64);
        row[i] = random.nextInt(3) == 0 ? edges[random.nextInt(edges.length)] : any;
      }
      file.append("70,%d,%d,%d,2024-05-01 10:00,1\n".formatted(row[0], row[1], row[2]));
    }

    ReadFile read = ReadFile.of(FileFormat.CSV, file.toString());

    Set<Long> refused = new HashSet<>();
    read.refusals().forEach(it -> refused.add(it.row()));
    for (FileSale sale : read.sales()) {
      long[] row = rows[Math.toIntExact(sale.row() - 1)];
      assertThat(sale.values())
          .containsEntry(SaleField.AMOUNT_SALE, Long.toString(row[0]))
          .containsEntry(SaleField.AMOUNT_FEE, Long.toString(row[1]))
          .containsEntry(SaleField.AMOUNT_DEPOSIT, Long.toString(row[2]));
      assertThat(refused).doesNotContain(sale.row());
    }
    assertThat(read.sales().size() + refused.size()).isEqualTo(rows.length);
    assertThat(read.sales()).isNotEmpty();
    assertThat(read.refusals()).isNotEmpty().allMatch(it -> it.reason().contains("max-amount"));
  }
}
