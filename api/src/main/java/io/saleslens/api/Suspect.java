package io.saleslens.api;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A suspect sale: the sale, and why it is suspected. Money in minor units; what the source has no
 * value for is absent.
 *
 * @param cardNumber as stored, so masked where it was a full one
 * @param businessDate calendar day of {@code sold_at} in the business zone
 * @param rule name of the rule
 * @param groupId the same for all sales that are suspect together
 * @param repeatCount how many those are
 * @param weekUnitPrice the store's weekly AOV as of the day
 * @param aovRatio the amount as a multiple of it
 */
record Suspect(
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
    LocalDate businessDate,
    String rule,
    String groupId,
    Long repeatCount,
    Long weekUnitPrice,
    Double aovRatio,
    Instant detectedAt) {}
