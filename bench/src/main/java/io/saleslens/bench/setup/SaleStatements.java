package io.saleslens.bench.setup;

/** The SQL that makes sales up, in what MySQL 8 and MariaDB have in common. */
final class SaleStatements {
  /**
   * {@code z} counts sales from 0. {@code b} is the sale that stands for it: itself, or the first
   * of three for the repeats of a card. Every thousand has its share of what is canceled and
   * repeated, each time of other stores.
   */
  private static final String INSERT =
      """
      INSERT INTO %1$s (id, created, modified, remark, num_approval, card_company, card_category,
        card_number, amount_sale, amount_fee, amount_deposit, is_canceled, sold_at,
        will_deposited_at, raw_data, platform, daily_sale_id, store_id, result_code, result_msg,
        extra_payment_id, detail_status, processing_status)
      SELECT z + 1,
        at_second + INTERVAL 2 SECOND,
        at_second + INTERVAL 60 + MOD(dice, 1740) SECOND + INTERVAL MOD(z * 7, 1000000) MICROSECOND,
        IF(MOD(z, 33) = 0, '재방문 예정, 쿠폰 사용', NULL),
        10000000 + MOD(z * 7919, 90000000),
        ELT(1 + MOD(card, 5), '신한카드', '국민카드', '삼성카드', '현대카드', 'BC카드'),
        ELT(1 + MOD(card, 3), '신용', '체크', '기프트'),
        CONCAT(4000 + MOD(card, 1000), '-', 10 + MOD(card, 90), '**-****-', 1000 + MOD(card DIV 7, 9000)),
        amount,
        IF(canceled, 0, amount DIV 50),
        IF(canceled, 0, amount - amount DIV 50),
        canceled,
        at_second,
        at_second + INTERVAL 2 DAY,
        CONCAT('{"tid":"POS-', LOWER(HEX(dice)), '","mid":"M', store,
          '","goods":"아메리카노 외 ', 1 + MOD(dice, 4), '건","amt":"', amount,
          '","memo":"고객 요청 \\\\"포장\\\\", 영수증 발행"}'),
        ELT(1 + MOD(store, 3), 'VAN', 'PG', 'POS'),
        store * 10000000 + day,
        store,
        IF(canceled, '2001', '0000'),
        IF(canceled, '취소 승인', '정상 승인'),
        IF(MOD(z, 10) = 0, CONCAT('D-', 1000000 + MOD(z, 9000000)), NULL),
        IF(canceled, 'CANCELED', 'APPROVED'),
        IF(canceled, 'VOID', 'DEPOSITED')
      FROM (
        SELECT z, b, dice, day, store,
          MOD(CRC32(CONCAT(b, 'c')), 1000000) AS card,
          IF(planted, 400000, 1000) + MOD(dice, 60) * 500 AS amount,
          NOT planted AND MOD(z * 7919 + (z DIV 1000) * 17, 1000) < %2$d AS canceled,
          TIMESTAMP('%3$s 08:00:00') + INTERVAL day * 86400
            + MOD(b * %4$d, %5$d) * 50400 DIV %5$d + IF(planted, MOD(z, 3) * 60, 0) SECOND AS at_second
        FROM (
          SELECT z, b, planted, CRC32(b) AS dice, b * %4$d DIV %5$d AS day,
            1 + MOD(b * 7919, %6$d) AS store
          FROM (
            SELECT z, planted, IF(planted, z - MOD(z, 3), z) AS b
            FROM (
              SELECT z, MOD((z DIV 3) * 7919 + (z DIV 3000) * 17, 1000) < %7$d AS planted
              FROM (
                SELECT %8$d + d1.n + 10 * d2.n + 100 * d3.n + 1000 * d4.n + 10000 * d5.n AS z
                FROM %10$s d1, %10$s d2, %10$s d3, %10$s d4, %11$s d5
              ) numbers
              WHERE z < %9$d
            ) plan
          ) base
        ) sale
      ) amounts
      """;

  private static final String DIGITS =
      "(SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4"
          + " UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8"
          + " UNION ALL SELECT 9)";

  private static final String FIVE =
      "(SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4)";

  private SaleStatements() {}

  /**
   * The sales from one number to another.
   *
   * @param from number of the first, from 0
   * @param end number behind the last, at most 50,000 later
   */
  static String insert(String table, MadeUpSales made, long from, long end) {
    return INSERT.formatted(
        table,
        made.canceledPerMille(),
        made.firstDay(),
        made.days(),
        made.sales(),
        made.stores(),
        made.repeatsPerMille(),
        from,
        end,
        DIGITS,
        FIVE);
  }

  /** A change of sales, as of now in the zone of the table, which is Asia/Seoul. */
  static String change(String table, String ids) {
    return "UPDATE %s SET amount_sale = amount_sale + 500, amount_deposit = amount_deposit + 500, modified = UTC_TIMESTAMP(6) + INTERVAL 9 HOUR WHERE id IN (%s)"
        .formatted(table, ids);
  }
}
