package io.saleslens.app.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * The cards in people's pockets. A card is a small number; two cards with the same masked number
 * are the same number, because nobody downstream could tell them apart either.
 */
final class Cards {
  /** In place of a card where the platform passes none on. */
  static final int NONE = -1;

  private static final int LAST_FOUR = 10_000;
  private static final int RANGES = 8;
  private static final String CREDIT = "신용";
  private static final String CHECK = "체크";

  private final List<CardProduct> products = new ArrayList<>();
  private final List<Double> shares = new ArrayList<>();
  private final Weights inUse;

  Cards() {
    issue("신한", 20, 192, 145, "461954", "551042", "940915");
    issue("국민", 17, 190, 140, "457973", "546111", "940110");
    issue("삼성", 15, 197, 150, "541707", "418236", "948713");
    issue("현대", 14, 199, 150, "402857", "523373", "949094");
    issue("BC", 9, 185, 130, "490612", "538720", "942061");
    issue("롯데", 8, 205, 155, "467309", "512360", "940948");
    issue("하나", 7, 195, 145, "455365", "518185", "941029");
    issue("NH농협", 6, 180, 125, "485478", "524140", "942082");
    issue("우리", 4, 193, 140, "428968", "520031", "941181");
    inUse = new Weights(shares.stream().mapToDouble(Double::doubleValue).toArray());
  }

  int draw(Dice dice) {
    return inUse.draw(dice) * LAST_FOUR + dice.below(LAST_FOUR);
  }

  CardProduct product(int card) {
    return products.get(card / LAST_FOUR);
  }

  String masked(int card) {
    return product(card).masked(card % LAST_FOUR);
  }

  /** The last prefix is the company's check card, as about three sales in ten are. */
  private void issue(
      String company, double share, int creditFee, int checkFee, String... prefixes) {
    int credits = prefixes.length - 1;
    for (int i = 0; i < credits; i++) {
      issueRanges(new CardProduct(company, CREDIT, creditFee, prefixes[i]), share * 0.7 / credits);
    }
    issueRanges(new CardProduct(company, CHECK, checkFee, prefixes[credits]), share * 0.3);
  }

  /** Several neighbouring prefixes each: one holds 10,000 cards only that a mask tells apart. */
  private void issueRanges(CardProduct first, double share) {
    int prefix = Integer.parseInt(first.prefix());
    for (int i = 0; i < RANGES; i++) {
      products.add(
          new CardProduct(
              first.company(),
              first.category(),
              first.feeBasisPoints(),
              Integer.toString(prefix + i)));
      shares.add(share / RANGES);
    }
  }
}
