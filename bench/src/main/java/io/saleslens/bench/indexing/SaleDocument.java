package io.saleslens.bench.indexing;

import io.saleslens.indexer.card.CardKeys;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A sale as one would write it down for Jackson; field by field what Saleslens writes. */
record SaleDocument(
    String id,
    Instant created,
    Instant modified,
    String remark,
    String numApproval,
    String cardCompany,
    String cardCategory,
    String cardNumber,
    Long cardKey,
    Long amountSale,
    Long amountFee,
    Long amountDeposit,
    Boolean isCanceled,
    Instant soldAt,
    Instant willDepositedAt,
    String platform,
    String dailySaleId,
    String storeId,
    String resultCode,
    String resultMsg,
    String extraPaymentId,
    String detailStatus,
    String processingStatus,
    LocalDate businessDate,
    int hour,
    int weekday,
    Instant indexedAt) {

  static SaleDocument of(ResultSet row, ZoneId zone, CardKeys cardKeys) throws SQLException {
    ZonedDateTime soldAt = row.getObject("sold_at", LocalDateTime.class).atZone(zone);
    String card = row.getString("card_number");
    return new SaleDocument(
        row.getString("id"),
        instant(row, "created", zone),
        instant(row, "modified", zone),
        row.getString("remark"),
        row.getString("num_approval"),
        row.getString("card_company"),
        row.getString("card_category"),
        card,
        card == null ? null : cardKeys.keyOf(card),
        row.getLong("amount_sale"),
        row.getLong("amount_fee"),
        row.getLong("amount_deposit"),
        row.getBoolean("is_canceled"),
        soldAt.toInstant(),
        instant(row, "will_deposited_at", zone),
        row.getString("platform"),
        row.getString("daily_sale_id"),
        row.getString("store_id"),
        row.getString("result_code"),
        row.getString("result_msg"),
        row.getString("extra_payment_id"),
        row.getString("detail_status"),
        row.getString("processing_status"),
        soldAt.toLocalDate(),
        soldAt.getHour(),
        soldAt.getDayOfWeek().getValue(),
        Instant.now().truncatedTo(ChronoUnit.MILLIS));
  }

  private static Instant instant(ResultSet row, String column, ZoneId zone) throws SQLException {
    LocalDateTime local = row.getObject(column, LocalDateTime.class);
    return local == null ? null : local.atZone(zone).toInstant();
  }

  /** The version under which Saleslens writes it. */
  long version() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, modified);
  }

  /** The alias of its month. */
  String index(String sales) {
    return String.format(
        Locale.ROOT, "%s-%04d.%02d", sales, businessDate.getYear(), businessDate.getMonthValue());
  }
}
