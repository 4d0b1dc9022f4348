package io.saleslens.fraud.testing;

import io.saleslens.indexer.testing.TestSale;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Makes up sales that meet often: few stores, cards and amounts, and times that gather around
 * midnight, month ends and the hours in which clocks change.
 */
public final class RandomSales {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

  private static final List<String> CARDS =
      Arrays.asList("5461-11**-****-7537", "4902-20**-****-0001", "9410-77**-****-1234", "", null);
  private static final List<Integer> AMOUNTS = List.of(100, 100, 250, 250, 900, 5_000, 0, -100);
  private static final List<Boolean> CANCELED =
      Arrays.asList(false, false, false, false, false, true, null);

  /** London's clocks changed on 2023-03-26 and 2023-10-29, New York's on 2023-03-12 and 11-05. */
  private static final List<LocalDateTime> AROUND =
      List.of(
          LocalDateTime.parse("2023-03-25T23:30:00"),
          LocalDateTime.parse("2023-03-30T12:00:00"),
          LocalDateTime.parse("2023-10-28T22:00:00"),
          LocalDateTime.parse("2023-11-04T23:00:00"),
          LocalDateTime.parse("2023-12-31T20:00:00"));

  private final Random random;
  private final ZoneId sourceZone;
  private final LocalDateTime around;

  /** Above one there are days without sales in between. */
  private final int stretch;

  /** Local times are of the source zone. */
  public RandomSales(Random random, ZoneId sourceZone) {
    this.random = random;
    this.sourceZone = sourceZone;
    this.around = pick(AROUND);
    this.stretch = 1 + random.nextInt(3);
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  /** A sale that changed just now. */
  public TestSale sale(long id) {
    TestSale sale =
        TestSale.of(id)
            .store(random.nextInt(4))
            .card(pick(CARDS))
            .amount(pick(AMOUNTS))
            .with("is_canceled", pick(CANCELED))
            .soldAt(SECONDS.format(soldAt()));
    return stamped(sale);
  }

  /** Changed just now; or, as some shops do it, with the time of creation alone. */
  private TestSale stamped(TestSale sale) {
    String now = MICROS.format(LocalDateTime.now(sourceZone));
    return random.nextInt(5) == 0
        ? sale.with("created", now).with("modified", null)
        : sale.with("created", now).modified(now);
  }

  private LocalDateTime soldAt() {
    LocalDateTime day = around.plusDays(stretch * (random.nextInt(20) - 9L));
    return switch (random.nextInt(4)) {
      case 0 -> day.toLocalDate().atStartOfDay();
      case 1 -> day.toLocalDate().atTime(23, 59, 59);
      case 2 -> day.toLocalDate().atTime(1, random.nextInt(60));
      default -> day.toLocalDate().atTime(random.nextInt(24), 0);
    };
  }
}
