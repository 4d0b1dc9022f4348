package io.saleslens.indexer.imports.file;

import io.saleslens.indexer.imports.file.StateWords.Says;
import io.saleslens.indexer.settings.SaleField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether a row is canceled, by all of its columns that may say so. */
final class Cancellation {
  /** A date or a time of day, in whatever order. */
  private static final Pattern FILLED_TIME =
      Pattern.compile("[0-9]{1,4}[-/.년] ?[0-9]{1,2}[-/.월].*|[0-9]{6,14}|[0-9]{1,2}:[0-9]{2}.*");

  /** Days that databases and spreadsheets have where there is none. */
  private static final Pattern NO_DAY =
      Pattern.compile(
          "(?:0001([-/.]?)01\\1(?:01|02)|1899([-/.]?)12\\2(?:30|31)|1900([-/.]?)01\\3(?:00|01)"
              + "|9999([-/.]?)12\\4(?:30|31))(?![0-9]{1,5}$)(?:[ T0-9].*)?");

  private static final Pattern ZEROS = Pattern.compile("[0-9:./ -]*");
  private static final Pattern SHORT_CODE = Pattern.compile("[0-9]{1,4}|.{1,2}");

  /** By what, where and what for a sale was paid; of no concern here. */
  private static final Pattern MEANS =
      Pattern.compile(
          "카드|현금|신용|체크|선불|계좌|포인트|페이|상품권|온라인|오프라인|배달|포장|매장|일시불|할부|과세|면세|국내|해외|원화|외화|일반|개인|법인"
              + "|card|cash|credit|debit|wallet|online|visa|master|amex|chip|swipe|contactless"
              + "|delivery|dine|take|mobile|domestic|foreign");

  private static final Pattern HANGUL_WORD = Pattern.compile("[가-힣]{2}");

  private final Amounts amounts;

  Cancellation(Amounts amounts) {
    this.amounts = amounts;
  }

  /**
   * What a column says.
   *
   * @param way of cancelling that it speaks of; empty if of all
   */
  private record Answer(OtherColumn column, String text, Says says, Optional<String> way) {}

  /** Whether the row is canceled; empty if nothing says so. Faults go into the row. */
  Optional<Boolean> of(RawSale raw) {
    List<Answer> answers = new ArrayList<>();
    List<Answer> unclear = new ArrayList<>();
    flag(raw).ifPresent(answers::add);
    boolean isFlagged = !answers.isEmpty();
    for (RawSale.Other other : raw.others()) {
      Answer answer = answer(other, raw);
      if (!answer.column().isSuspect() || answer.says() == Says.UNKNOWN) {
        unclear.add(answer);
      } else if (answer.says() == Says.NEITHER) {
        answer.column().read();
        refuse(raw, answer);
      } else if (answer.says() != Says.NOTHING) {
        answer.column().read();
        answers.add(answer);
      }
    }
    boolean canceled = answers.stream().anyMatch(it -> it.says() == Says.CANCELED);
    if (canceled) {
      refuseContradictions(raw, answers);
    } else {
      unclear.forEach(it -> requireClear(raw, it, isFlagged));
    }
    return answers.isEmpty() ? Optional.empty() : Optional.of(canceled);
  }

  private static Optional<Answer> flag(RawSale raw) {
    String text = raw.text(SaleField.IS_CANCELED);
    if (text == null) {
      return Optional.empty();
    }
    Says says = StateWords.ofFlag(text);
    // what it does not take is a fault of its own
    return says == Says.CANCELED || says == Says.VALID
        ? Optional.of(new Answer(null, text, says, Optional.empty()))
        : Optional.empty();
  }

  private Answer answer(RawSale.Other other, RawSale raw) {
    OtherColumn column = other.column();
    String text = other.text();
    Says says = says(column, text, raw);
    if (says == Says.UNKNOWN && column.isSuspect() && column.isCalled(text)) {
      // a header again
      says = Says.NOTHING;
    }
    Optional<String> way = column.meaning().way();
    if (way.isEmpty() && says == Says.CANCELED) {
      way = CancelName.wayOf(ColumnNames.normalized(text));
    }
    return new Answer(column, text, says, way);
  }

  private Says says(OtherColumn column, String text, RawSale raw) {
    return switch (column.meaning().kind()) {
      case AMOUNT -> amount(text, raw);
      case TIME -> time(text);
      case FLAG -> flag(text, raw);
      case STATE -> StateWords.of(text);
      case VALID -> valid(text);
      case TYPE -> type(column, text, raw);
      case UNREAD -> unread(text);
      case OTHER -> column.watch(text);
    };
  }

  /** All of a sale, nothing of it, or a part. */
  private Says amount(String text, RawSale raw) {
    if (StateWords.isNothing(text)) {
      return Says.NOTHING;
    }
    try {
      long canceled = Math.abs(amounts.minorUnits(text));
      return canceled == 0 ? Says.VALID : part(canceled, raw.text(SaleField.AMOUNT_SALE));
    } catch (BadValueException e) {
      return Says.UNKNOWN;
    }
  }

  private Says part(long canceled, String sale) {
    try {
      boolean isAll = sale != null && canceled == Math.abs(amounts.minorUnits(sale));
      return isAll ? Says.CANCELED : Says.NEITHER;
    } catch (BadValueException e) {
      // a fault of its own
      return Says.NOTHING;
    }
  }

  private static Says time(String text) {
    if (StateWords.isNothing(text) || isZero(text) || NO_DAY.matcher(text).matches()) {
      return Says.NOTHING;
    }
    return FILLED_TIME.matcher(text).matches() ? Says.CANCELED : Says.UNKNOWN;
  }

  private static boolean isZero(String text) {
    return ZEROS.matcher(text).matches() && text.chars().noneMatch(it -> it >= '1' && it <= '9');
  }

  private Says flag(String text, RawSale raw) {
    Says word = StateWords.ofFlag(text);
    if (word != Says.UNKNOWN) {
      return word;
    }
    Says amount = amount(text, raw);
    boolean isDate = amount == Says.UNKNOWN || text.length() >= 8 && amount == Says.NEITHER;
    return isDate ? time(text) : amount;
  }

  private static Says valid(String text) {
    return switch (StateWords.ofFlag(text)) {
      case CANCELED -> StateWords.of(text) == Says.CANCELED ? Says.CANCELED : Says.VALID;
      case VALID -> StateWords.of(text) == Says.VALID ? Says.VALID : Says.NEITHER;
      case NEITHER -> Says.NEITHER;
      case NOTHING -> Says.NOTHING;
      case UNKNOWN -> Says.UNKNOWN;
    };
  }

  /** Of kinds of sales many are of no concern: card, cash, 신용. Short codes may mean anything. */
  private static Says type(OtherColumn column, String text, RawSale raw) {
    Says word = StateWords.of(text);
    boolean mayBeCancel =
        CancelName.wayOf(ColumnNames.normalized(text)).isPresent()
            || text.contains("취소")
            || SHORT_CODE.matcher(text).matches() && !HANGUL_WORD.matcher(text).matches();
    if (word != Says.UNKNOWN || mayBeCancel) {
      return word;
    }
    if (!MEANS.matcher(text.toLowerCase(Locale.ROOT)).find()) {
      // clear only if no other value speaks of states
      column.unclear(raw.row(), text);
    }
    return Says.NOTHING;
  }

  private static Says unread(String text) {
    Says word = StateWords.ofFlag(text);
    return word == Says.NOTHING || word == Says.VALID || isZero(text) ? Says.NOTHING : Says.UNKNOWN;
  }

  private static void refuse(RawSale raw, Answer answer) {
    raw.refuse(
        SaleField.IS_CANCELED,
        "'%s' in the column '%s' says neither that the sale is canceled nor that it is not; allowed are all of its amount or nothing, and words such as 취소, CANCELLED and 정상. A sale that is canceled in part is to be given with the amount that is left"
            .formatted(Values.shown(answer.text()), Values.shown(answer.column().name().strip())));
  }

  /** One column's no is no answer to what another speaks of: void, when a sale is refunded. */
  private static void refuseContradictions(RawSale raw, List<Answer> answers) {
    for (Answer no : answers) {
      for (Answer yes : answers) {
        boolean contradicts =
            no.says() == Says.VALID
                && yes.says() == Says.CANCELED
                && (no.way().isEmpty() || yes.way().isEmpty() || no.way().equals(yes.way()));
        if (contradicts) {
          raw.refuse(
              SaleField.IS_CANCELED,
              "%s says that the sale is canceled, but %s that it is not"
                  .formatted(shown(yes), shown(no)));
          return;
        }
      }
    }
  }

  private static String shown(Answer answer) {
    return answer.column() == null
        ? "'%s' of is_canceled".formatted(Values.shown(answer.text()))
        : "'%s' in the column '%s'"
            .formatted(Values.shown(answer.text()), Values.shown(answer.column().name().strip()));
  }

  /**
   * @throws ImportException if nobody knows whether the row is canceled
   */
  private static void requireClear(RawSale raw, Answer unclear, boolean isFlagged) {
    OtherColumn column = unclear.column();
    if (!column.isSuspect()) {
      if (unclear.says() == Says.CANCELED) {
        column.unclear(raw.row(), unclear.text());
      }
      return;
    }
    boolean isAboutStates =
        switch (column.meaning().kind()) {
          case STATE, VALID, TYPE -> true;
          default -> false;
        };
    if (!isFlagged || !isAboutStates) {
      throw column.refused(raw.row(), unclear.text());
    }
  }
}
