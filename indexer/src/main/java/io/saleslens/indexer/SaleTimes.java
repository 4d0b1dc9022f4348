package io.saleslens.indexer;

import io.saleslens.indexer.elastic.JsonBuffer;
import java.time.LocalDate;

/**
 * Reads times as MySQL spells them and writes them as Elasticsearch takes them, without an object
 * for each. Only for usual times, the years 1970 to 9998; what else may stand in a table is left to
 * the driver and to java.time. Not safe for threads.
 */
final class SaleTimes {
  /** Not a time of the usual form. */
  static final long UNUSUAL = Long.MIN_VALUE;

  static final long MICROS = 1_000_000;
  static final int DAY_SECONDS = 86_400;

  private static final int WITHOUT_FRACTION = "2023-05-01 12:34:56".length();
  private static final int WITH_FRACTION = "2023-05-01 12:34:56.123456".length();

  /** Days that are remembered; a power of two. */
  private static final int DAYS = 64;

  private final Day[] days = new Day[DAYS];

  /**
   * A day of the calendar.
   *
   * @param number days since 1970-01-01
   * @param text yyyy-MM-dd, ASCII
   */
  record Day(long number, LocalDate date, byte[] text) {
    static Day of(LocalDate date) {
      return new Day(date.toEpochDay(), date, JsonBuffer.ascii(date.toString()));
    }
  }

  /**
   * @param number days since 1970-01-01
   */
  Day day(long number) {
    int place = (int) number & DAYS - 1;
    Day known = days[place];
    if (known == null || known.number() != number) {
      known = Day.of(LocalDate.ofEpochDay(number));
      days[place] = known;
    }
    return known;
  }

  /**
   * Reads {@code 2023-05-01 12:34:56} with up to six decimals.
   *
   * @return microseconds since 1970-01-01T00:00, local time, or {@link #UNUSUAL}
   */
  long read(byte[] text) {
    if (text.length < WITHOUT_FRACTION || text.length > WITH_FRACTION || !hasMarks(text)) {
      return UNUSUAL;
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    long micros = fraction(text);
    if (year < 1970
        || year > 9998
        || month < 1
        || month > 12
        || day < 1
        || day > 28 && day > LocalDate.of(year, month, 1).lengthOfMonth()
        || hour < 0
        || hour > 23
        || minute < 0
        || minute > 59
        || second < 0
        || second > 59
        || micros < 0) {
      return UNUSUAL;
    }
    long days = LocalDate.of(year, month, day).toEpochDay();
    return (days * DAY_SECONDS + hour * 3_600 + minute * 60 + second) * MICROS + micros;
  }

  private static boolean hasMarks(byte[] text) {
    return text[4] == '-'
        && text[7] == '-'
        && text[10] == ' '
        && text[13] == ':'
        && text[16] == ':'
        && (text.length == WITHOUT_FRACTION
            || text[19] == '.' && text.length > WITHOUT_FRACTION + 1);
  }

  /** -1 if it is none. */
  private static int number(byte[] text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }

  private static int fraction(byte[] text) {
    if (text.length == WITHOUT_FRACTION) {
      return 0;
    }
    int micros = number(text, WITHOUT_FRACTION + 1, text.length);
    for (int i = text.length; i < WITH_FRACTION; i++) {
      micros *= 10;
    }
    return micros;
  }

  /**
   * Writes a time as {@link java.time.Instant#toString} does, as a JSON string.
   *
   * @param micros since 1970 in UTC, 0 or more
   */
  void write(JsonBuffer json, long micros) {
    long seconds = micros / MICROS;
    int fraction = (int) (micros % MICROS);
    int second = (int) (seconds % DAY_SECONDS);
    json.raw('"').raw(day(seconds / DAY_SECONDS).text()).raw('T');
    json.padded(second / 3_600, 2).raw(':').padded(second / 60 % 60, 2).raw(':');
    json.padded(second % 60, 2);
    if (fraction % 1_000 != 0) {
      json.raw('.').padded(fraction, 6);
    } else if (fraction != 0) {
      json.raw('.').padded(fraction / 1_000, 3);
    }
    json.raw('Z').raw('"');
  }
}
