package io.saleslens.app.demo;

import java.time.LocalDateTime;
import java.util.List;

/**
 * One row of {@code platform_sales}, its columns in the table's order. Amounts are Korean won;
 * times are local times of {@link DemoSettings#zone} and exist there. Unless said otherwise a
 * column is never null.
 *
 * @param id increases in the order of {@code created}, as an auto-increment key would
 * @param created when the row was written, to the microsecond; never before {@code soldAt}
 * @param modified when the row was last changed, to the microsecond; never before {@code created}
 * @param remark a clerk's note; mostly null
 * @param numApproval eight digits
 * @param cardCompany null when the sale has no card number
 * @param cardCategory credit or check card; null when the sale has no card number
 * @param cardNumber masked as {@code 5461-11**-****-7537}; null for a few sales
 * @param amountSale positive, but for a few corrections of zero or less
 * @param amountFee what card company and platform keep; 0 when canceled
 * @param amountDeposit what is paid out; 0 when canceled
 * @param isCanceled the final state of the sale
 * @param soldAt to the second
 * @param willDepositedAt to the second, two bank days after {@code soldAt}
 * @param rawData a JSON object as the platform sent it
 * @param platform the payment platform
 * @param dailySaleId one number for each shop and day
 * @param storeId the shop
 * @param resultCode the platform's code
 * @param resultMsg the platform's words for it
 * @param extraPaymentId the order number of a delivery or a wallet; null otherwise
 * @param detailStatus APPROVED, CANCELED or REFUNDED
 * @param processingStatus SCHEDULED, DEPOSITED or VOID
 */
public record DemoSale(
    long id,
    LocalDateTime created,
    LocalDateTime modified,
    String remark,
    String numApproval,
    String cardCompany,
    String cardCategory,
    String cardNumber,
    long amountSale,
    long amountFee,
    long amountDeposit,
    boolean isCanceled,
    LocalDateTime soldAt,
    LocalDateTime willDepositedAt,
    String rawData,
    String platform,
    long dailySaleId,
    long storeId,
    String resultCode,
    String resultMsg,
    String extraPaymentId,
    String detailStatus,
    String processingStatus) {

  /** The column names of the table, in the order of {@link #values}. */
  public static final List<String> COLUMNS =
      List.of(
          "id",
          "created",
          "modified",
          "remark",
          "num_approval",
          "card_company",
          "card_category",
          "card_number",
          "amount_sale",
          "amount_fee",
          "amount_deposit",
          "is_canceled",
          "sold_at",
          "will_deposited_at",
          "raw_data",
          "platform",
          "daily_sale_id",
          "store_id",
          "result_code",
          "result_msg",
          "extra_payment_id",
          "detail_status",
          "processing_status");

  /** The values in the order of {@link #COLUMNS}; elements may be null; a new array each time. */
  public Object[] values() {
    return new Object[] {
      id,
      created,
      modified,
      remark,
      numApproval,
      cardCompany,
      cardCategory,
      cardNumber,
      amountSale,
      amountFee,
      amountDeposit,
      isCanceled,
      soldAt,
      willDepositedAt,
      rawData,
      platform,
      dailySaleId,
      storeId,
      resultCode,
      resultMsg,
      extraPaymentId,
      detailStatus,
      processingStatus
    };
  }
}
