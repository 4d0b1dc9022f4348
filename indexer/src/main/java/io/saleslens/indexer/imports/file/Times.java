package io.saleslens.indexer.imports.file;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times of a file, by the clocks of a zone. One without an offset that these clocks skip is
 * refused; of the two when clocks go back the earlier is meant, as everywhere.
 */
final class Times {
  private static final String DATE = "([0-9]{4})([-/.])([0-9]{1,2})\\2([0-9]{1,2})";
  private static final String TIME = "([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?";
  private static final Pattern SPELLED =
      Pattern.compile(DATE + "(?:[ T]" + TIME + " ?(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?");
  private static final Pattern YEAR_LAST =
      Pattern.compile("[0-9]{1,2}([-/.])[0-9]{1,2}\\1[0-9]{4}(?![0-9])");
  private static final Pattern DIGITS =
      Pattern.compile("([0-9]{4})([0-9]{2})([0-9]{2})(?:([0-9]{2})([0-9]{2})([0-9]{2}))?");
  private static final Pattern TIME_OF_DAY = Pattern.compile(TIME);
  private static final Pattern TIME_DIGITS =
      Pattern.compile("([0-9]{2})([0-9]{2})(?:([0-9]{2})())?");
  private static final Pattern FEW_DIGITS = Pattern.compile("[0-9]{1,5}");
  private static final Pattern ZEROS = Pattern.compile("0{1,5}");
  private static final int LONG_DIGITS = 5;

  private static final DateTimeFormatter CANONICAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

  private static final String ALLOWED =
      "allowed are times such as 2024-01-31 14:05:09, 2024-01-31T14:05:09+09:00, 2024/01/31,"
          + " 2024.01.31 and 20240131140510";

  private static final String ALLOWED_OF_DAY = "; of a time of day 14:05, 14:05:09 and 140509";
  private static final String NOT_CLEAR =
      "may be hours and minutes, or minutes and seconds without the zeros before them";
  private static final int MICROS_DIGITS = 6;
  private static final int NANOS_DIGITS = 9;

  private final ZoneId zone;
  private final Clock clock;
  private boolean hasSeconds;
  private String withoutSeconds;

  Times(ZoneId zone, Clock clock) {
    this.zone = zone;
    this.clock = clock;
  }

  static String canonical(LocalDateTime time) {
    return CANONICAL.format(time);
  }

  /** A time, or a date, which means its midnight. */
  LocalDateTime time(String text) throws BadValueException {
    try {
      Matcher parts = SPELLED.matcher(text);
      if (parts.matches()) {
        return spelled(text, parts);
      }
      parts = DIGITS.matcher(text);
      if (parts.matches()) {
        return onClocks(text, date(parts, 1, 2, 3).atTime(timeOfDay(parts, 4)));
      }
    } catch (DateTimeException e) {
      throw refused(text, "is no time that there is");
    }
    throw refused(
        text,
        YEAR_LAST.matcher(text).lookingAt()
            ? "is no time: which is the month and which the day is not told; write the year first"
            : "is no time");
  }

  private LocalDateTime spelled(String text, Matcher parts) throws BadValueException {
    LocalDateTime local = date(parts, 1, 3, 4).atTime(timeOfDay(parts, 5));
    String offset = parts.group(9);
    return offset == null
        ? onClocks(text, local)
        : inRange(text, OffsetDateTime.of(local, ZoneOffset.of(offset)).toInstant());
  }

  /** A time of which the date may be missing. */
  LocalDateTime time(String text, Optional<LocalDate> date) throws BadValueException {
    if (date.isPresent() && TIME_OF_DAY.matcher(text).matches()) {
      return joined(text, date.get(), text);
    }
    return time(text);
  }

  /** A date and a time of day that came in two columns. */
  LocalDateTime joined(String date, String timeOfDay) throws BadValueException {
    String both = date + " " + timeOfDay;
    LocalDateTime midnight = time(date);
    if (!midnight.toLocalTime().equals(LocalTime.MIDNIGHT) || date.indexOf(':') >= 0) {
      throw refused(both, "is no date and a time of day", ALLOWED + ALLOWED_OF_DAY);
    }
    return joined(both, midnight.toLocalDate(), timeOfDay);
  }

  private LocalDateTime joined(String text, LocalDate date, String timeOfDay)
      throws BadValueException {
    Matcher parts = TIME_OF_DAY.matcher(timeOfDay);
    if (!parts.matches()) {
      parts = TIME_DIGITS.matcher(digits(text, timeOfDay));
    }
    if (!parts.matches()) {
      throw refused(text, "is no date and a time of day", ALLOWED + ALLOWED_OF_DAY);
    }
    try {
      return onClocks(text, date.atTime(timeOfDay(parts, 1)));
    } catch (DateTimeException e) {
      throw refused(text, "is no time that there is");
    }
  }

  /**
   * The digits of a time of day. One of five has lost a zero; of fewer nobody knows whether they
   * are hours and minutes or have lost more.
   */
  private String digits(String text, String timeOfDay) throws BadValueException {
    if (!FEW_DIGITS.matcher(timeOfDay).matches()) {
      hasSeconds |= TIME_DIGITS.matcher(timeOfDay).matches();
      return timeOfDay;
    }
    if (ZEROS.matcher(timeOfDay).matches()) {
      return "0000";
    }
    if (timeOfDay.length() == LONG_DIGITS) {
      hasSeconds = true;
      return "0" + timeOfDay;
    }
    if (timeOfDay.length() < LONG_DIGITS - 1) {
      throw refused(text, NOT_CLEAR, ALLOWED + ALLOWED_OF_DAY);
    }
    if (withoutSeconds == null && timeOfDay.charAt(0) != '0') {
      withoutSeconds = timeOfDay;
    }
    return timeOfDay;
  }

  /** A time of day that came as a number, and so without the zeros before it. */
  static String ofNumber(String digits) throws BadValueException {
    boolean isClear = digits.length() >= LONG_DIGITS || ZEROS.matcher(digits).matches();
    if (FEW_DIGITS.matcher(digits).matches() && !isClear) {
      throw refused(digits, NOT_CLEAR, ALLOWED + ALLOWED_OF_DAY);
    }
    return digits;
  }

  /**
   * To be called at the end of the file.
   *
   * @throws ImportException if some times of day had seconds, and of others that is not clear
   */
  void requireOneForm() {
    if (hasSeconds && withoutSeconds != null) {
      throw new ImportException(
          ImportException.MALFORMED,
          "Some times of day in the file have six digits, but one is '%s', which may be hours and minutes or have lost its zeros. Write all of them with six digits, or with colons."
              .formatted(withoutSeconds));
    }
  }

  private static LocalDate date(Matcher parts, int year, int month, int day) {
    return LocalDate.of(number(parts, year), number(parts, month), number(parts, day));
  }

  /** Of four groups from {@code first}: hour, minute, second and fraction. */
  private static LocalTime timeOfDay(Matcher parts, int first) {
    if (parts.group(first) == null) {
      return LocalTime.MIDNIGHT;
    }
    return LocalTime.of(
        number(parts, first),
        number(parts, first + 1),
        number(parts, first + 2),
        nanos(parts, first + 3));
  }

  private static int number(Matcher parts, int group) {
    String digits = parts.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static int nanos(Matcher parts, int group) {
    String fraction = group > parts.groupCount() ? null : parts.group(group);
    if (fraction == null || fraction.isEmpty()) {
      return 0;
    }
    String nanos = fraction + "0".repeat(NANOS_DIGITS - fraction.length());
    if (!nanos.endsWith("000")) {
      throw new DateTimeException("more than " + MICROS_DIGITS + " decimals");
    }
    return Integer.parseInt(nanos);
  }

  private LocalDateTime onClocks(String text, LocalDateTime local) throws BadValueException {
    if (zone.getRules().getValidOffsets(local).isEmpty()) {
      throw refused(text, "does not exist in %s, where clocks skip it".formatted(zone));
    }
    return inRange(text, local.atZone(zone).toInstant());
  }

  /** Elasticsearch holds no sale before 1970. */
  private LocalDateTime inRange(String text, Instant instant) throws BadValueException {
    if (instant.isBefore(Instant.EPOCH)) {
      throw refused(text, "is before 1970");
    }
    return LocalDateTime.ofInstant(instant, zone);
  }

  /** Refuses what is after tomorrow: the clocks of a shop may be wrong, but not by that. */
  LocalDateTime past(String text, LocalDateTime time) throws BadValueException {
    LocalDate tomorrow = LocalDate.ofInstant(clock.instant(), zone).plusDays(1);
    if (time.toLocalDate().isAfter(tomorrow)) {
      throw new BadValueException(
          "'%s' is in the future; the last day allowed is %s"
              .formatted(Values.shown(text), tomorrow));
    }
    return time;
  }

  private static BadValueException refused(String text, String why) {
    return refused(text, why, ALLOWED);
  }

  private static BadValueException refused(String text, String why, String allowed) {
    return new BadValueException("'%s' %s; %s".formatted(Values.shown(text), why, allowed));
  }
}
