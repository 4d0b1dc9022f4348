package io.saleslens.app.demo;

/**
 * The platform's own message, as JSON. Has quotes, commas and Korean in it, for these are what
 * breaks loaders. Has no run of digits that could be taken for a full card number.
 */
final class RawData {
  private static final String[] MEMOS = {
    "정상", "고객 요청 \\\"포장\\\", 영수증 발행", "일시불, \\\"무이자\\\" 아님", "단말기 2번, 서명 생략", "간편결제 \\\"앱카드\\\""
  };
  private static final int ID_LETTERS = 8;

  private RawData() {}

  static String of(Draft draft, Dice dice) {
    Store store = draft.store();
    Order order = draft.order();
    StringBuilder json = new StringBuilder(160);
    json.append("{\"tid\":\"").append(store.platform()).append('-');
    for (int i = 0; i < ID_LETTERS; i++) {
      json.append((char) ('a' + dice.below(26)));
    }
    json.append("\",\"mid\":\"M").append(store.id());
    json.append("\",\"goods\":\"").append(store.prices().goods(order.item()));
    if (order.items() > 1) {
      json.append(" 외 ").append(order.items() - 1).append("건");
    }
    json.append("\",\"amt\":\"");
    grouped(json, order.amount());
    json.append("\",\"memo\":\"").append(dice.any(MEMOS)).append("\"}");
    return json.toString();
  }

  /** With commas, as on a receipt. */
  private static void grouped(StringBuilder text, long amount) {
    int start = text.length();
    text.append(amount);
    int first = amount < 0 ? start + 1 : start;
    for (int at = text.length() - 3; at > first; at -= 3) {
      text.insert(at, ',');
    }
  }
}
