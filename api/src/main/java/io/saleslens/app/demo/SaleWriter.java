package io.saleslens.app.demo;

import java.time.LocalDate;
import java.time.LocalDateTime;

/** Fills in the remaining columns of a drafted sale. */
final class SaleWriter {
  private static final String[] REMARKS = {
    "단체 손님", "재방문 예정, 쿠폰 사용", "\"현금영수증\" 문의", "포장", "금액 정정", "배달 지연, 서비스 제공", "단골"
  };
  private static final double WITH_REMARK = 0.03;
  private static final int PAYOUT_HOUR = 10;
  private static final int BANK_DAYS_TO_PAYOUT = 2;
  private static final long DAYS_TO_A_STORE = 10_000_000;

  private final Dice dice;
  private final Cards cards;
  private final LocalTimes times;
  private final LocalDateTime end;

  // Sales come by day: almost all have the same payout as the one before.
  private long payoutDay = Long.MIN_VALUE;
  private LocalDateTime payout;

  /** Payouts until {@code end} have been made. */
  SaleWriter(Dice dice, Cards cards, LocalTimes times, LocalDateTime end) {
    this.dice = dice;
    this.cards = cards;
    this.times = times;
    this.end = end;
  }

  DemoSale write(long id, Draft draft) {
    boolean hasCard = draft.card() != Cards.NONE;
    CardProduct product = cards.product(hasCard ? draft.card() : 0);
    long amount = draft.order().amount();
    long fee = draft.canceled() ? 0 : product.fee(amount);
    LocalDateTime paidOut = payoutOf(Math.floorDiv(draft.soldAt(), LocalTimes.DAY));
    LocalDateTime created = LocalTimes.ofMicros(draft.created());
    boolean untouched = draft.modified() == draft.created();
    return new DemoSale(
        id,
        created,
        untouched ? created : LocalTimes.ofMicros(draft.modified()),
        dice.chance(WITH_REMARK) ? dice.any(REMARKS) : null,
        Integer.toString(10_000_000 + dice.below(90_000_000)),
        hasCard ? product.company() : null,
        hasCard ? product.category() : null,
        hasCard ? cards.masked(draft.card()) : null,
        amount,
        fee,
        draft.canceled() ? 0 : amount - fee,
        draft.canceled(),
        LocalTimes.ofSecond(draft.soldAt()),
        paidOut,
        RawData.of(draft, dice),
        draft.store().platform(),
        draft.store().id() * DAYS_TO_A_STORE + Math.floorDiv(draft.soldAt(), LocalTimes.DAY),
        draft.store().id(),
        draft.canceled() ? "2001" : "0000",
        draft.canceled() ? "취소 승인" : "정상 승인",
        extraPaymentId(draft),
        draft.canceled() ? "CANCELED" : amount < 0 ? "REFUNDED" : "APPROVED",
        processingStatus(draft.canceled(), paidOut));
  }

  private LocalDateTime payoutOf(long soldDay) {
    if (soldDay != payoutDay) {
      LocalDate date = BankDays.after(LocalDate.ofEpochDay(soldDay), BANK_DAYS_TO_PAYOUT);
      long second = LocalTimes.startOf(date) + PAYOUT_HOUR * 3_600L;
      payout = LocalTimes.ofSecond(times.onSameDay(second));
      payoutDay = soldDay;
    }
    return payout;
  }

  private String extraPaymentId(Draft draft) {
    if (draft.card() == Cards.NONE) {
      return "PAY-" + (100_000_000 + dice.below(900_000_000));
    }
    boolean delivered = draft.store().kind() == StoreKind.DELIVERY;
    return delivered ? "D-" + (1_000_000 + dice.below(9_000_000)) : null;
  }

  private String processingStatus(boolean canceled, LocalDateTime paidOut) {
    if (canceled) {
      return "VOID";
    }
    return paidOut.isAfter(end) ? "SCHEDULED" : "DEPOSITED";
  }
}
