package io.saleslens.indexer.imports.file;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a column says about cancellations.
 *
 * @param kind of column
 * @param way in which sales are canceled that it alone speaks of, such as {@code refund}; empty if
 *     it speaks of all
 */
record CancelName(Kind kind, Optional<String> way) {
  /** What a column holds. */
  enum Kind {
    /** How much of a sale is canceled: 취소금액. */
    AMOUNT,
    /** When it was: 취소일시. */
    TIME,
    /** Whether it is, in some form: refunded. */
    FLAG,
    /** The state of a sale: 거래상태. */
    STATE,
    /** That it is valid: approved. */
    VALID,
    /** What kind of sale it is, which may be a refund: 거래구분. */
    TYPE,
    /** About cancellation, but nobody knows what: 취소가능금액. */
    UNREAD,
    /** Nothing of the kind. */
    OTHER
  }

  /** By the part of a name, or of a word, that tells it. */
  private static final Map<String, String> WAYS =
      Map.of(
          "환불",
          "refund",
          "refund",
          "refund",
          "반품",
          "return",
          "return",
          "return",
          "void",
          "void",
          "revers",
          "reversal",
          "charge",
          "chargeback");

  private static final Pattern ABOUT =
      Pattern.compile(
          "취소|환불|반품|원승인|원거래|cancel|refund|(?<!a)void|revers(al|ed)|charged?back"
              + "|return(?!code|url|value|message|msg)"
              + "|무효|철회|삭제|deleted|disput|取消|取り消|返金|返品|退款|退货|退貨|撤销|キャンセル"
              + "|storn|annul|anul|erstatt|rembours|reembols|rimbors|devuel|devolu|hủy"
              + "|orig(inal)?(transaction|tran|trx|tx|approval|auth|sale|payment)");

  private static final Pattern READ =
      Pattern.compile(
          "(?:승인|결제|거래|매출|매입|판매|주문|카드|전체|총)?(?:취소|환불|반품)된?"
              + "(?:승인|결제|거래|매출|처리|완료|접수)?(?<ko>금액|금|액|총액|합계|일시|일자|일|날짜|시간|시각|여부|상태|구분|유무|됨|완료)?"
              + "|(?<first>amount|total)?(?:is|was|has|date|time)?(?:been)?"
              + "(?:payment|transaction|sales?|order|card)?"
              + "(?:cancell?ed|cancell?ations?|cancels?|refunded|refunds?|voided|voids?|reversed"
              + "|reversals?|returned|returns?|charged?backs?)"
              + "(?<en>amount|amt|total|sum|value|date|time|datetime|timestamp|at|on"
              + "|flag|yn|status|state)?");

  private static final Pattern AMOUNT = Pattern.compile("금액|금|액|총액|합계|amount|amt|total|sum|value");

  private static final Pattern TIME =
      Pattern.compile("일시|일자|일|날짜|시간|시각|date|time|datetime|timestamp|at|on");

  private static final Pattern NO_STATE =
      Pattern.compile(".*(일시|일자|날짜|시간|시각|date|time|datetime|timestamp|at)");

  private static final Pattern STATE =
      Pattern.compile(
          ".*(상태|status|statut|estatus|zustand|状態|状态|狀態|ステータス|trạngthái).*"
              + "|(estado|stato|situa[cç][aã]o)(de|del|da|do|della)?(pago|pagamento|venta|venda)?"
              + "|((pay|payment|transaction|trans|tran|trx|tx|orders?|sales?|record|approval|trade)?state)");

  private static final Pattern VALID =
      Pattern.compile("(is)?(approved|paid|captured|valid|successful|success)|(승인|정상|유효)여부|유효");

  private static final Pattern TYPE =
      Pattern.compile(
          "(거래|승인|결제|매출|판매|매입|전표|처리|주문|자료|데이터)?(구분|유형|종류|타입)(코드|명)?"
              + "|(transaction|trans|tran|trx|tx|event|sales?|payment|pay|record|entry|orders?|trade)?"
              + "(type|kind)");

  static CancelName of(String normalized) {
    return new CancelName(kindOf(normalized), wayOf(normalized));
  }

  private static Kind kindOf(String name) {
    Matcher read = READ.matcher(name);
    if (read.matches()) {
      String last = read.group("ko") == null ? read.group("en") : read.group("ko");
      return read.group("first") != null ? Kind.AMOUNT : last == null ? Kind.FLAG : formOf(last);
    }
    if (ABOUT.matcher(name).find()) {
      return Kind.UNREAD;
    }
    if (VALID.matcher(name).matches()) {
      return Kind.VALID;
    }
    if (STATE.matcher(name).matches() && !NO_STATE.matcher(name).matches()) {
      return Kind.STATE;
    }
    return TYPE.matcher(name).matches() ? Kind.TYPE : Kind.OTHER;
  }

  private static Kind formOf(String last) {
    if (AMOUNT.matcher(last).matches()) {
      return Kind.AMOUNT;
    }
    return TIME.matcher(last).matches() ? Kind.TIME : Kind.FLAG;
  }

  /** The way of cancelling that a name or a word speaks of. */
  static Optional<String> wayOf(String normalized) {
    return WAYS.entrySet().stream()
        .filter(it -> normalized.contains(it.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
