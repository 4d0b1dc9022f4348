package io.saleslens.indexer.imports.file;

import io.saleslens.indexer.settings.SaleField;
import java.text.Normalizer;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What columns are called. */
final class ColumnNames {
  /** Of no meaning in a name: spaces of all kinds, byte order marks, underscores and hyphens. */
  private static final Pattern MEANINGLESS = Pattern.compile("[\\p{Z}\\p{Cc}\\p{Cf}_\\-‐‑]+");

  private static final Map<SaleField, List<String>> USUAL =
      Map.ofEntries(
          names(SaleField.ID, "saleid salesid transactionid 판매번호 매출번호 거래번호 거래고유번호"),
          names(
              SaleField.STORE_ID,
              "store storeno storenumber storecode shop shopid shopno merchant merchantid merchantno"
                  + " 매장 매장번호 매장코드 매장id 가맹점 가맹점번호 가맹점코드 가맹점id"
                  + " 점포 점포번호 점포코드 지점 지점번호 지점코드"),
          names(
              SaleField.SOLD_AT,
              "datetime timestamp date time saledate salesdate saletime salestime solddate soldtime"
                  + " transactiondate transactiontime transactiondatetime"
                  + " 거래일시 거래일자 거래일 거래시간 거래시각 승인일시 승인일자 승인일 승인시간 승인시각"
                  + " 판매일시 판매일자 판매일 판매시간 판매시각 결제일시 결제일자 결제일 결제시간 결제시각"
                  + " 매출일시 매출일자 매출일 매출시간 매출시각 일시 일자 날짜 시간 시각"),
          names(
              SaleField.AMOUNT_SALE,
              "amount price total totalamount saleamount salesamount"
                  + " 승인금액 매출금액 결제금액 판매금액 거래금액 매출액 금액"),
          names(SaleField.AMOUNT_FEE, "fee feeamount commission 수수료 수수료금액 가맹점수수료"),
          names(
              SaleField.AMOUNT_DEPOSIT,
              "deposit depositamount netamount 입금액 입금금액 입금예정금액 입금예정액 정산금액"),
          names(SaleField.IS_CANCELED, "canceled cancelled iscancelled cancel 취소 취소여부 취소구분 승인취소"),
          names(
              SaleField.WILL_DEPOSITED_AT,
              "depositdate settlementdate 입금예정일 입금예정일자 입금예정일시 입금일 입금일자 정산예정일 정산일"),
          names(
              SaleField.NUM_APPROVAL,
              "approval approvalno approvalnumber approvalcode authcode 승인번호"),
          names(SaleField.CARD_COMPANY, "issuer cardissuer 카드사 카드사명 카드회사 발급사 발급사명"),
          names(SaleField.CARD_CATEGORY, "cardtype 카드종류 카드구분"),
          names(SaleField.CARD_NUMBER, "card cardno 카드번호"),
          names(SaleField.PLATFORM, "pg pgcompany 플랫폼 pg사"),
          names(SaleField.REMARK, "remarks note notes memo 비고 메모 적요"),
          names(SaleField.RESULT_CODE, "결과코드 응답코드"),
          names(SaleField.RESULT_MSG, "resultmessage 결과메시지 응답메시지"),
          names(SaleField.DETAIL_STATUS, "상세상태"),
          names(SaleField.PROCESSING_STATUS, "처리상태"));

  /** The field that each usual name stands for, and each field's own name; normalized. */
  static final Map<String, SaleField> DEFAULTS = defaults();

  private ColumnNames() {}

  private static Map.Entry<SaleField, List<String>> names(SaleField field, String names) {
    return Map.entry(field, List.of(names.split(" ")));
  }

  private static Map<String, SaleField> defaults() {
    Map<String, SaleField> defaults = new HashMap<>();
    for (SaleField field : SaleField.values()) {
      defaults.put(normalized(field.fieldName()), field);
    }
    USUAL.forEach((field, names) -> names.forEach(name -> defaults.put(normalized(name), field)));
    return Collections.unmodifiableMap(defaults);
  }

  /** A name without what does not matter in it; NFKC, since some systems take Hangul apart. */
  static String normalized(String name) {
    String composed = Normalizer.normalize(name, Normalizer.Form.NFKC);
    return MEANINGLESS.matcher(composed).replaceAll("").toLowerCase(Locale.ROOT);
  }
}
