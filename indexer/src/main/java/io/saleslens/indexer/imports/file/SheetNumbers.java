package io.saleslens.indexer.imports.file;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.regex.Pattern;

/**
 * Numbers of cells as text, as Excel shows them: with 15 digits, which is as many as it keeps, and
 * never {@code 50.0} or {@code 1E+9}.
 */
final class SheetNumbers {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9]{1,40}(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?");

  private static final int DIGITS = 15;
  private static final BigDecimal DAY_MILLIS = BigDecimal.valueOf(86_400_000);
  private static final long MILLIS = 86_400_000;
  private static final long NANOS_OF_MILLI = 1_000_000;

  /** The 31st of December 9999, by either count. */
  private static final BigDecimal LAST_DAY = BigDecimal.valueOf(2_958_465);

  /** Day 60 of 1900 is its 29th of February, which there was not; no sale is as old. */
  private static final LocalDate EPOCH_1900 = LocalDate.of(1899, 12, 30);

  private static final LocalDate EPOCH_1904 = LocalDate.of(1904, 1, 1);

  private final LocalDate epoch;

  SheetNumbers(boolean since1904) {
    this.epoch = since1904 ? EPOCH_1904 : EPOCH_1900;
  }

  private static BigDecimal parsed(String raw) throws BadValueException {
    if (!NUMBER.matcher(raw).matches()) {
      throw new BadValueException("'%s' is no number".formatted(Values.shown(raw)));
    }
    return new BigDecimal(raw);
  }

  /** A number that means nothing else. */
  String number(String raw) throws BadValueException {
    BigDecimal number = parsed(raw);
    BigDecimal rounded = number.round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
    BigDecimal plain = rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
    if (plain.precision() - plain.scale() > DIGITS) {
      throw new BadValueException(
          "'%s' is a number of more than %d digits, of which Excel keeps no more; make the cell text"
              .formatted(Values.shown(plain.toPlainString()), DIGITS));
    }
    return plain.toPlainString();
  }

  /** A date, a time of day or both, to the millisecond. */
  String time(String raw) throws BadValueException {
    BigDecimal days = parsed(raw);
    if (days.signum() < 0 || days.compareTo(LAST_DAY) > 0) {
      throw new BadValueException("'%s' is no date".formatted(Values.shown(raw)));
    }
    long millis = days.multiply(DAY_MILLIS).setScale(0, RoundingMode.HALF_UP).longValueExact();
    LocalTime time = LocalTime.ofNanoOfDay(millis % MILLIS * NANOS_OF_MILLI);
    if (days.compareTo(BigDecimal.ONE) < 0 && millis < MILLIS) {
      return time.toString();
    }
    LocalDate date = epoch.plusDays(millis / MILLIS);
    return time.equals(LocalTime.MIDNIGHT)
        ? date.toString()
        : LocalDateTime.of(date, time).toString();
  }
}
