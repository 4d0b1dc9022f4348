package io.saleslens.indexer.imports.file;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Words that say, as the value of a column, whether a sale is canceled; and those for nothing. */
final class StateWords {
  /** What a value says. */
  enum Says {
    /** The sale is canceled. */
    CANCELED,
    /** It is not. */
    VALID,
    /** It is neither: canceled in part, declined, or not done yet. */
    NEITHER,
    /** Nothing: there is no value. */
    NOTHING,
    /** What nobody here understands. */
    UNKNOWN
  }

  /** Longer texts are no such words. */
  static final int LONGEST = 40;

  /** Of those that say nothing. */
  private static final int LONGEST_NOTHING = 10;

  private static final Map<String, Says> WORDS = new HashMap<>();

  static {
    add(
        Says.CANCELED,
        "취소 취소됨 취소완료 승인취소 결제취소 거래취소 매입취소 매출취소 판매취소 주문취소 전체취소 전취소 당일취소 취소승인 취소매입 카드취소 환불 환불됨 환불완료"
            + " 결제환불 전체환불 반품 반품완료 반품됨 매출반품 cancel canceled cancelled cancellation refund refunded"
            + " fullyrefunded fullrefund void voided return returned reversal reversed chargeback"
            + " chargedback 取消 取消済 取消済み キャンセル キャンセル済 キャンセル済み 返金 返金済 返金済み 返品 已取消 已退款 退款 退货 已撤销"
            + " storniert storno erstattet annulé annulée remboursé remboursée cancelado cancelada"
            + " anulado anulada reembolsado reembolsada annullato rimborsato đãhủy đãhoàntiền");
    add(
        Says.VALID,
        "정상 정상승인 정상매출 정상거래 정상결제 승인 승인완료 승인됨 결제 결제완료 결제됨 매출 매출승인 매입 매입완료 판매 판매완료 거래완료 완료"
            + " 구매확정 정산완료 approve approved approval normal valid paid pay payment sale sold"
            + " settled captured capture complete completed success successful succeeded ok"
            + " purchase charge charged authorized posted"
            + " 売上 完了 支払済 支払済み 正常 支付成功 已支付 已完成"
            + " bezahlt payé payée pagado pagada pago pagato completado completato thànhcông");
    add(
        Says.NEITHER,
        "부분취소 부분환불 부분반품 일부취소 일부환불 실패 승인실패 결제실패 거절 승인거절 승인대기 결제대기 대기 진행중 미승인 취소요청 환불요청 반품요청 취소대기"
            + " partiallyrefunded partialrefund partiallyrefund partiallycanceled"
            + " partiallycancelled partialcancel partialcanceled partialcancelled"
            + " partiallyreversed declined decline failed failure rejected denied error pending"
            + " expired processing");
    add(Says.NOTHING, "na n/a 없음 해당없음 none null nil #n/a");
  }

  /** Whose flags say that a sale is canceled. */
  private static final Set<String> YES = Set.of("1", "true", "y", "yes", "예");

  private static final Set<String> NO = Set.of("0", "false", "n", "no", "아니오", "아니요");

  private StateWords() {}

  private static void add(Says says, String words) {
    for (String word : words.split(" ")) {
      WORDS.put(word, says);
    }
  }

  /** What a word says. */
  static Says of(String text) {
    if (text.length() > LONGEST) {
      return Says.UNKNOWN;
    }
    String word = ColumnNames.normalized(text);
    return isNone(word) ? Says.NOTHING : WORDS.getOrDefault(word, Says.UNKNOWN);
  }

  /** What a word or a flag says in a column about cancellation. */
  static Says ofFlag(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    if (YES.contains(word)) {
      return Says.CANCELED;
    }
    return NO.contains(word) ? Says.VALID : of(text);
  }

  /** Whether it stands where there is nothing: a dash of any kind, N/A, 없음 and the like. */
  static boolean isNothing(String text) {
    boolean mayBe = text.length() <= LONGEST_NOTHING && !Character.isDigit(text.charAt(0));
    return mayBe && of(text) == Says.NOTHING;
  }

  /** Of dashes nothing is left but those that names do not have. */
  private static boolean isNone(String word) {
    for (int i = 0; i < word.length(); i++) {
      if ("–—―−‒ㅡ".indexOf(word.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }
}
