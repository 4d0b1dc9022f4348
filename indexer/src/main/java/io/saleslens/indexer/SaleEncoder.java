package io.saleslens.indexer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.card.CardKeys;
import io.saleslens.indexer.card.CardMask;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.settings.SaleField;
import io.saleslens.indexer.settings.SourceSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
  private static final JsonFactory JSON = Json.mapper().getFactory();

  /** Elasticsearch refuses a whole bulk request for one longer id. */
  private static final int LONGEST_ID = 512;

  /** A store's id is part of the ids of its days, such as {@code 50|2023-05-01}. */
  private static final int LONGEST_STORE = 500;

  private static final Pattern NUMBER =
      Pattern.compile(
          "[+-]?([0-9]{1,400}(\\.[0-9]{0,400})?|\\.[0-9]{1,400})([eE][+-]?[0-9]{1,9})?");

  private final SourceSettings settings;
  private final List<SaleField> fields;
  private final CardKeys cardKeys;
  private final Clock clock;
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(1024);

  SaleEncoder(SourceSettings settings, List<SaleField> fields, CardKeys cardKeys, Clock clock) {
    this.settings = settings;
    this.fields = fields;
    this.cardKeys = cardKeys;
    this.clock = clock;
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
  Row encode(ResultSet row) throws SQLException {
    RowEncoding encoding = new RowEncoding(row);
    try {
      return encoding.sale();
    } catch (RefusedException e) {
      return refused(row, encoding.version(), e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Row.Refused refused(ResultSet row, long version, String reason) throws SQLException {
    ObjectNode payload = Json.mapper().createObjectNode();
    String id = null;
    for (int i = 0; i < fields.size(); i++) {
      String text = textOf(row, i + 1);
      SaleField field = fields.get(i);
      id = field == SaleField.ID ? text : id;
      if (text != null) {
        payload.put(
            field.fieldName(), field.kind() == SaleField.Kind.ID ? text : CardMask.mask(text));
      }
    }
    return new Row.Refused(id, version, CardMask.mask(reason), payload);
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

  /** The work on one row. */
  private final class RowEncoding {
    private final ResultSet row;
    private String id;
    private Instant created;
    private Instant modified;
    private Instant soldAt;
    private String storeId;
    private Optional<Long> cardKey = Optional.empty();
    private long amount;
    private Optional<Boolean> canceled = Optional.empty();

    RowEncoding(ResultSet row) {
      this.row = row;
    }

    Row.Sale sale() throws SQLException, IOException, RefusedException {
      buffer.reset();
      ZonedDateTime business;
      try (JsonGenerator json = JSON.createGenerator(buffer)) {
        json.writeStartObject();
        for (int i = 0; i < fields.size(); i++) {
          writeField(json, fields.get(i), i + 1);
        }
        if (settings.column(SaleField.IS_CANCELED).isEmpty()) {
          json.writeBooleanField(SaleField.IS_CANCELED.fieldName(), false);
          canceled = Optional.of(false);
        }
        business = soldAt.atZone(settings.businessZone());
        json.writeStringField("business_date", business.toLocalDate().toString());
        json.writeNumberField("hour", business.getHour());
        json.writeNumberField("weekday", business.getDayOfWeek().getValue());
        json.writeStringField(
            "indexed_at", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        json.writeEndObject();
      }
      SaleGroup group = new SaleGroup(storeId, cardKey, amount, canceled, 1);
      return new Row.Sale(id, version(), business.toLocalDate(), group, buffer.toByteArray());
    }

    /** 0 as long as no time was read. */
    private long version() {
      Instant changed = modified != null ? modified : created != null ? created : soldAt;
      return changed == null ? 0 : Math.max(0, ChronoUnit.MICROS.between(Instant.EPOCH, changed));
    }

    private void writeField(JsonGenerator json, SaleField field, int column)
        throws SQLException, IOException, RefusedException {
      boolean written =
          switch (field.kind()) {
            case ID -> writeId(json, field, column);
            case TEXT -> writeText(json, field, column);
            case MONEY -> writeMoney(json, field, column);
            case TIME -> writeTime(json, field, column);
            case FLAG -> writeFlag(json, field, column);
          };
      if (!written && field.isRequired()) {
        throw new RefusedException(field.fieldName() + " is missing");
      }
    }

    private boolean writeId(JsonGenerator json, SaleField field, int column)
        throws SQLException, IOException, RefusedException {
      String value = read(field, () -> row.getString(column));
      if (value == null || value.isEmpty()) {
        return false;
      }
      if (field == SaleField.ID) {
        id = checked(field, value, LONGEST_ID, "Elasticsearch takes");
      }
      if (field == SaleField.STORE_ID) {
        storeId = checked(field, value, LONGEST_STORE, "a day's id in Elasticsearch leaves");
      }
      json.writeStringField(field.fieldName(), value);
      return true;
    }

    private String checked(SaleField field, String value, int longest, String limit)
        throws RefusedException {
      int bytes = value.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > longest) {
        throw new RefusedException(
            "%s has %d bytes, more than the %d that %s"
                .formatted(field.fieldName(), bytes, longest, limit));
      }
      return value;
    }

    private boolean writeText(JsonGenerator json, SaleField field, int column)
        throws SQLException, IOException, RefusedException {
      String value = read(field, () -> row.getString(column));
      if (value == null) {
        return false;
      }
      json.writeStringField(field.fieldName(), CardMask.mask(value));
      if (field == SaleField.CARD_NUMBER && !value.isEmpty()) {
        cardKey = Optional.of(cardKeys.keyOf(value));
        json.writeNumberField("card_key", cardKey.get());
      }
      return true;
    }

    private boolean writeMoney(JsonGenerator json, SaleField field, int column)
        throws SQLException, IOException, RefusedException {
      // As text: from a text column the driver would take '' for 0, and 1e3 by way of a double.
      String text = read(field, () -> row.getString(column));
      if (text == null || text.isEmpty()) {
        return false;
      }
      try {
        long minorUnits =
            number(field, text).movePointRight(settings.amountScale()).longValueExact();
        if (field == SaleField.AMOUNT_SALE) {
          amount = minorUnits;
        }
        json.writeNumberField(field.fieldName(), minorUnits);
        return true;
      } catch (ArithmeticException e) {
        throw new RefusedException(
            "%s is %s, which is no whole number of minor units (saleslens.source.amount-scale is %d)"
                .formatted(field.fieldName(), text, settings.amountScale()));
      }
    }

    private BigDecimal number(SaleField field, String text) throws RefusedException {
      if (NUMBER.matcher(text).matches()) {
        return new BigDecimal(text);
      }
      throw new RefusedException(
          "%s is '%s', which is no number".formatted(field.fieldName(), text));
    }

    private boolean writeTime(JsonGenerator json, SaleField field, int column)
        throws SQLException, IOException, RefusedException {
      LocalDateTime local =
          isEmpty(column) ? null : read(field, () -> row.getObject(column, LocalDateTime.class));
      if (local == null) {
        return false;
      }
      if (local.toLocalDate().equals(LocalDate.EPOCH)) {
        requireDate(field, column);
      }
      Instant instant = local.atZone(settings.sourceZone()).toInstant();
      switch (field) {
        case CREATED -> created = inRange(field, instant);
        case MODIFIED -> modified = inRange(field, instant);
        case SOLD_AT -> soldAt = inRange(field, instant);
        default -> {}
      }
      json.writeStringField(field.fieldName(), instant.toString());
      return true;
    }

    /** The driver takes a time of day, as text or from a TIME column, for one in 1970. */
    private void requireDate(SaleField field, int column) throws SQLException, RefusedException {
      String text = read(field, () -> row.getString(column));
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

    private boolean writeFlag(JsonGenerator json, SaleField field, int column)
        throws SQLException, IOException, RefusedException {
      Boolean value =
          read(
              field,
              () -> {
                boolean flag = row.getBoolean(column);
                return row.wasNull() || isEmpty(column) ? null : flag;
              });
      if (value == null) {
        return false;
      }
      canceled = Optional.of(value);
      json.writeBooleanField(field.fieldName(), value);
      return true;
    }

    /** In a text column empty means missing; the driver would take it for the number 0. */
    private boolean isEmpty(int column) throws SQLException {
      byte[] bytes = row.getBytes(column);
      return bytes != null && bytes.length == 0;
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

  private static RefusedException unreadable(SaleField field, Exception e) {
    return new RefusedException(field.fieldName() + " cannot be read: " + e.getMessage());
  }

  @FunctionalInterface
  private interface Getter<T> {
    T get() throws SQLException;
  }
}
