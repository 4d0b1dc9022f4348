package io.saleslens.api;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A sale as the source has it. Money in minor units; what the source has no value for is absent.
 *
 * @param cardNumber as stored, so masked where it was a full one
 * @param businessDate calendar day of {@code sold_at} in the business zone
 */
record Sale(
    String id,
    Instant created,
    Instant modified,
    String remark,
    String numApproval,
    String cardCompany,
    String cardCategory,
    String cardNumber,
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
    LocalDate businessDate) {}
