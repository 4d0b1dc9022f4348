package io.saleslens.indexer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.card.CardKeys;
import io.saleslens.indexer.card.CardMask;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.elastic.JsonBuffer;
import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.mysql.SaleRow;
import io.saleslens.indexer.mysql.SaleRow.Form;
import io.saleslens.indexer.settings.SaleField;
import io.saleslens.indexer.settings.SourceSettings;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Turns a row into the document of a sale, or refuses it with the reason. Local times of the source
 * zone become instants: one that falls into the gap when clocks go forward moves on by the gap's
 * length, and of the two when clocks go back the earlier is meant. Not safe for threads.
 */
final class SaleEncoder {
  /** What a nanosecond date can hold in Elasticsearch. */
  private static final Instant EARLIEST = Instant.EPOCH;

  private static final Instant LATEST = Instant.parse("2262-04-11T23:47:16Z");

  /** What of a masked reference is kept. */
  private static final int LONGEST_MASKED = 512;

  /** Elasticsearch refuses a whole bulk request for one longer id. */
  private static final int LONGEST_ID = 512;

  /** A char in UTF-8 takes no more. */
  private static final int MOST_BYTES_OF_CHAR = 3;

  /** A store's id is part of the ids of its days, such as {@code 50|2023-05-01}. */
  private static final int LONGEST_STORE = 500;

  private static final Pattern NUMBER =
      Pattern.compile(
          "[+-]?([0-9]{1,400}(\\.[0-9]{0,400})?|\\.[0-9]{1,400})([eE][+-]?[0-9]{1,9})?");

  /** Longer numbers are left to {@link BigDecimal}; shorter ones cannot overflow. */
  private static final int LONGEST_USUAL_NUMBER = 12;

  private static final byte[] TRUE = JsonBuffer.ascii("true");
  private static final byte[] FALSE = JsonBuffer.ascii("false");
  private static final byte[] CARD_KEY = JsonBuffer.ascii("\"card_key\":");
  private static final byte[] BUSINESS_DATE = JsonBuffer.ascii("\"business_date\":");
  private static final byte[] HOUR = JsonBuffer.ascii("\"hour\":");
  private static final byte[] WEEKDAY = JsonBuffer.ascii("\"weekday\":");
  private static final byte[] INDEXED_AT = JsonBuffer.ascii("\"indexed_at\":");

  /** No time or number. */
  private static final long NONE = Long.MIN_VALUE;

  private final SourceSettings settings;
  private final List<SaleField> fields;
  private final CardKeys cardKeys;
  private final Clock clock;
  private final boolean joinedId;
  private final JsonBuffer json = new JsonBuffer(2048);
  private final Map<SaleField, byte[]> names = new EnumMap<>(SaleField.class);
  private final SaleTimes times = new SaleTimes();
  private final Offsets source;
  private final Offsets business;

  SaleEncoder(SourceSettings settings, List<SaleField> fields, CardKeys cardKeys, Clock clock) {
    this.settings = settings;
    this.fields = fields;
    this.cardKeys = cardKeys;
    this.clock = clock;
    this.joinedId = settings.idColumns().isJoined();
    this.source = new Offsets(settings.sourceZone());
    this.business = new Offsets(settings.businessZone());
    for (SaleField field : SaleField.values()) {
      names.put(field, JsonBuffer.ascii("\"" + field.fieldName() + "\":"));
    }
  }

  /** The row does not make a sale; the message says why. */
  private static final class RefusedException extends Exception {
    RefusedException(String reason) {
      super(reason);
    }
  }

  /**
   * @param row columns in the order of the fields
   * @throws SQLException if the connection broke; what is wrong with a value refuses the row
   */
  Row encode(SaleRow row) throws SQLException {
    RowEncoding encoding = new RowEncoding(row);
    try {
      return encoding.sale();
    } catch (RefusedException e) {
      return refused(row.columns(), encoding.version(), e.getMessage());
    }
  }

  private Row.Refused refused(ResultSet row, long version, String reason) throws SQLException {
    ObjectNode payload = Json.mapper().createObjectNode();
    String id = null;
    for (int i = 0; i < fields.size(); i++) {
      String text = textOf(row, i + 1);
      SaleField field = fields.get(i);
      if (text != null) {
        payload.put(field.fieldName(), masked(field, text));
      }
      // a masked id is not one by which the row could be read again
      id = field == SaleField.ID && !isRefusedId(field, text) ? text : id;
    }
    return new Row.Refused(id, version, CardMask.mask(reason), payload);
  }

  /** A text as it may be seen; ids that are not refused, and references, stay apart. */
  private String masked(SaleField field, String text) {
    if (field.kind() == SaleField.Kind.ID && !isRefusedId(field, text)) {
      return text;
    }
    String masked = CardMask.mask(text);
    boolean apart = field.isReference() || field.kind() == SaleField.Kind.ID;
    return apart && !masked.equals(text) ? cardKeys.apart(masked, text, LONGEST_MASKED) : masked;
  }

  private boolean isRefusedId(SaleField field, String text) {
    return settings.refusesCardIds() && field.kind() == SaleField.Kind.ID && CardMask.hasCard(text);
  }

  private static String textOf(ResultSet row, int column) throws SQLException {
    try {
      return row.getString(column);
    } catch (SQLException e) {
      rethrowIfConnectionBroke(e);
      return "(unreadable)";
    } catch (RuntimeException e) {
      return "(unreadable)";
    }
  }

  private static void rethrowIfConnectionBroke(SQLException e) throws SQLException {
    if (Database.isConnectionLost(e)) {
      throw e;
    }
  }

  /**
   * The work on one row. What comes spelled as usual is copied or read byte by byte; anything else
   * goes by way of the driver and the types of java.time and java.math, which also say what is
   * wrong with it.
   */
  private final class RowEncoding {
    private final SaleRow row;
    private final ResultSet columns;
    private String id;
    private long created = NONE;
    private long modified = NONE;
    private long soldAt = NONE;
    private String storeId;
    private Optional<Long> cardKey = Optional.empty();
    private long amount;
    private Optional<Boolean> canceled = Optional.empty();

    RowEncoding(SaleRow row) {
      this.row = row;
      this.columns = row.columns();
    }

    Row.Sale sale() throws SQLException, RefusedException {
      json.clear();
      json.raw('{');
      for (int i = 0; i < fields.size(); i++) {
        writeField(fields.get(i), i + 1);
      }
      if (settings.column(SaleField.IS_CANCELED).isEmpty()) {
        writeFlag(SaleField.IS_CANCELED, false);
      } else if (canceled.isEmpty()) {
        settings.nullFlag().canceled().ifPresent(it -> writeFlag(SaleField.IS_CANCELED, it));
      }
      long local = business.toLocal(soldAt / SaleTimes.MICROS);
      SaleTimes.Day day = times.day(Math.floorDiv(local, SaleTimes.DAY_SECONDS));
      name(BUSINESS_DATE).plain(day.text());
      name(HOUR).number(Math.floorMod(local, SaleTimes.DAY_SECONDS) / 3_600);
      name(WEEKDAY).number(day.date().getDayOfWeek().getValue());
      times.write(name(INDEXED_AT), clock.millis() * 1_000);
      json.raw('}');
      SaleGroup group = new SaleGroup(storeId, cardKey, amount, canceled, 1);
      return new Row.Sale(id, version(), day.date(), group, json.toBytes());
    }

    /** 0 as long as no time was read. */
    private long version() {
      long changed = modified != NONE ? modified : created != NONE ? created : soldAt;
      return Math.max(0, changed);
    }

    private JsonBuffer name(byte[] name) {
      if (json.size() > 1) {
        json.raw(',');
      }
      return json.raw(name);
    }

    private JsonBuffer name(SaleField field) {
      return name(names.get(field));
    }

    private void writeField(SaleField field, int column) throws SQLException, RefusedException {
      boolean written =
          switch (field.kind()) {
            case ID -> writeId(field, column);
            case TEXT -> writeText(field, column);
            case MONEY -> writeMoney(field, column);
            case TIME -> writeTime(field, column);
            case FLAG -> writeFlag(field, column);
          };
      if (!written && field.isRequired()) {
        throw new RefusedException(field.fieldName() + " is missing");
      }
    }

    private boolean writeId(SaleField field, int column) throws SQLException, RefusedException {
      String value = read(field, () -> row.text(column));
      if (value == null || value.isEmpty()) {
        return false;
      }
      if (isRefusedId(field, value)) {
        throw new RefusedException(
            "%s looks like a card number, and saleslens.card.ids is 'refuse'"
                .formatted(field.fieldName()));
      }
      if (field == SaleField.ID) {
        requireParts(value);
        id = checked(field, value, LONGEST_ID, "Elasticsearch takes");
      }
      if (field == SaleField.STORE_ID) {
        storeId = checked(field, value, LONGEST_STORE, "a day's id in Elasticsearch leaves");
      }
      name(field).string(value);
      return true;
    }

    /** A part that is empty tells nothing. */
    private void requireParts(String value) throws RefusedException {
      if (joinedId && (value.startsWith("|") || value.endsWith("|") || value.contains("||"))) {
        throw new RefusedException(
            "id is '%s', of which a part is empty (saleslens.source.columns.id is '%s')"
                .formatted(value, settings.idColumns().text()));
      }
    }

    private String checked(SaleField field, String value, int longest, String limit)
        throws RefusedException {
      int bytes =
          value.length() * MOST_BYTES_OF_CHAR <= longest
              ? value.length()
              : value.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > longest) {
        throw new RefusedException(
            "%s has %d bytes, more than the %d that %s"
                .formatted(field.fieldName(), bytes, longest, limit));
      }
      return value;
    }

    private boolean writeText(SaleField field, int column) throws SQLException, RefusedException {
      byte[] bytes = read(field, () -> row.bytes(column));
      if (bytes == null) {
        return false;
      }
      if (row.isText(column, bytes) && JsonBuffer.isPlain(bytes) && CardMask.isTooShort(bytes)) {
        name(field).plain(bytes);
        if (field == SaleField.CARD_NUMBER && bytes.length > 0) {
          writeCardKey(cardKeys.keyOf(bytes));
        }
        return true;
      }
      String value = read(field, () -> columns.getString(column));
      if (value == null) {
        return false;
      }
      name(field).string(masked(field, value));
      if (field == SaleField.CARD_NUMBER && !value.isEmpty()) {
        writeCardKey(cardKeys.keyOf(value));
      }
      return true;
    }

    private void writeCardKey(long key) {
      cardKey = Optional.of(key);
      name(CARD_KEY).number(key);
    }

    private boolean writeMoney(SaleField field, int column) throws SQLException, RefusedException {
      byte[] bytes = read(field, () -> row.bytes(column));
      if (bytes == null) {
        return false;
      }
      long minorUnits = usualNumber(row.form(column), bytes);
      if (minorUnits == NONE) {
        // As text: from a text column the driver would take '' for 0, and 1e3 by way of a double.
        String text = read(field, () -> columns.getString(column));
        if (text == null || text.isEmpty()) {
          return false;
        }
        minorUnits = unusualNumber(field, text);
      }
      if (minorUnits > settings.maxAmount() || minorUnits < -settings.maxAmount()) {
        throw beyond(field, Long.toString(minorUnits));
      }
      if (field == SaleField.AMOUNT_SALE) {
        amount = minorUnits;
      }
      name(field).number(minorUnits);
      return true;
    }

    private long unusualNumber(SaleField field, String text) throws RefusedException {
      BigDecimal minorUnits = number(field, text).movePointRight(settings.amountScale());
      if (minorUnits.abs().compareTo(BigDecimal.valueOf(settings.maxAmount())) > 0) {
        throw beyond(field, text);
      }
      try {
        return minorUnits.longValueExact();
      } catch (ArithmeticException e) {
        throw new RefusedException(
            "%s is %s, which is no whole number of minor units (saleslens.source.amount-scale is %d)"
                .formatted(field.fieldName(), text, settings.amountScale()));
      }
    }

    private RefusedException beyond(SaleField field, String amount) {
      return new RefusedException(
          "%s is %s, beyond the %d minor units that an amount may have (saleslens.source.max-amount)"
              .formatted(field.fieldName(), amount, settings.maxAmount()));
    }

    private BigDecimal number(SaleField field, String text) throws RefusedException {
      if (NUMBER.matcher(text).matches()) {
        return new BigDecimal(text);
      }
      throw new RefusedException(
          "%s is '%s', which is no number".formatted(field.fieldName(), text));
    }

    private boolean writeTime(SaleField field, int column) throws SQLException, RefusedException {
      byte[] bytes = read(field, () -> row.bytes(column));
      if (bytes == null || bytes.length == 0) {
        return false;
      }
      long micros = usualTime(row.form(column), row.isInstant(column), bytes);
      if (micros == NONE) {
        return writeUnusualTime(field, column);
      }
      remember(field, micros);
      times.write(name(field), micros);
      return true;
    }

    private boolean writeUnusualTime(SaleField field, int column)
        throws SQLException, RefusedException {
      LocalDateTime local = read(field, () -> columns.getObject(column, LocalDateTime.class));
      if (local == null) {
        return false;
      }
      if (local.toLocalDate().equals(LocalDate.EPOCH)) {
        requireDate(field, column);
      }
      ZoneId zone = row.isInstant(column) ? ZoneOffset.UTC : settings.sourceZone();
      Instant instant = local.atZone(zone).toInstant();
      if (field != SaleField.WILL_DEPOSITED_AT) {
        remember(field, ChronoUnit.MICROS.between(Instant.EPOCH, inRange(field, instant)));
      }
      name(field).string(instant.toString());
      return true;
    }

    private void remember(SaleField field, long micros) {
      switch (field) {
        case CREATED -> created = micros;
        case MODIFIED -> modified = micros;
        case SOLD_AT -> soldAt = micros;
        default -> {}
      }
    }

    /** The driver takes a time of day, as text or from a TIME column, for one in 1970. */
    private void requireDate(SaleField field, int column) throws SQLException, RefusedException {
      String text = read(field, () -> columns.getString(column));
      if (!text.contains("-")) {
        throw new RefusedException(
            "%s is %s, which is a time without a date".formatted(field.fieldName(), text));
      }
    }

    private Instant inRange(SaleField field, Instant instant) throws RefusedException {
      if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
        throw new RefusedException(
            "%s is %s, outside 1970-01-01 to 2262-04-11".formatted(field.fieldName(), instant));
      }
      return instant;
    }

    private boolean writeFlag(SaleField field, int column) throws SQLException, RefusedException {
      byte[] bytes = read(field, () -> row.bytes(column));
      if (bytes != null && isUsualFlag(row.form(column), bytes)) {
        writeFlag(field, bytes[0] == '1');
        return true;
      }
      Boolean value =
          read(
              field,
              () -> {
                boolean flag = columns.getBoolean(column);
                return columns.wasNull() || bytes.length == 0 ? null : flag;
              });
      if (value == null) {
        return false;
      }
      writeFlag(field, value);
      return true;
    }

    private void writeFlag(SaleField field, boolean value) {
      canceled = Optional.of(value);
      name(field).raw(value ? TRUE : FALSE);
    }

    private <T> T read(SaleField field, Getter<T> getter) throws SQLException, RefusedException {
      try {
        return getter.get();
      } catch (SQLException e) {
        rethrowIfConnectionBroke(e);
        throw unreadable(field, e);
      } catch (RuntimeException e) {
        // what the driver throws for some values, such as May 0th, instead of an SQLException
        throw unreadable(field, e);
      }
    }
  }

  /** Minor units, or {@link #NONE} if it takes the long way. */
  private long usualNumber(Form form, byte[] text) {
    int first = text.length > 0 && text[0] == '-' ? 1 : 0;
    if (form != Form.TEXT && form != Form.WHOLE && form != Form.DECIMAL
        || text.length == first
        || text.length > LONGEST_USUAL_NUMBER
        || text[first] == '.') {
      return NONE;
    }
    long number = 0;
    int missing = settings.amountScale();
    boolean decimals = false;
    for (int i = first; i < text.length; i++) {
      int digit = text[i] - '0';
      if (text[i] == '.' && !decimals) {
        decimals = true;
      } else if (digit < 0 || digit > 9 || decimals && missing == 0 && digit != 0) {
        return NONE;
      } else if (!decimals || missing > 0) {
        number = 10 * number + digit;
        missing -= decimals ? 1 : 0;
      }
    }
    for (; missing > 0; missing--) {
      number *= 10;
    }
    return first == 1 ? -number : number;
  }

  /** Microseconds since 1970 in UTC, or {@link #NONE} if it takes the long way. */
  private long usualTime(Form form, boolean instant, byte[] text) {
    long local = form == Form.TIMESTAMP || form == Form.TEXT ? times.read(text) : SaleTimes.UNUSUAL;
    if (local == SaleTimes.UNUSUAL) {
      return NONE;
    }
    long shown = local / SaleTimes.MICROS;
    long seconds = instant ? shown : source.toUtc(shown);
    return seconds < EARLIEST.getEpochSecond() || seconds > LATEST.getEpochSecond()
        ? NONE
        : seconds * SaleTimes.MICROS + local % SaleTimes.MICROS;
  }

  private static boolean isUsualFlag(Form form, byte[] text) {
    return text.length == 1
        && (text[0] == '0' || text[0] == '1')
        && (form == Form.FLAG || form == Form.WHOLE || form == Form.TEXT);
  }

  private static RefusedException unreadable(SaleField field, Exception e) {
    return new RefusedException(
        field.fieldName() + " cannot be read: " + JavaWords.plain(e.getMessage()));
  }

  @FunctionalInterface
  private interface Getter<T> {
    T get() throws SQLException;
  }
}
