package io.saleslens.app.demo;

/**
 * One issuer's range of cards.
 *
 * @param company the card company
 * @param category credit or check card
 * @param feeBasisPoints what company and platform keep of a sale, in 1/10,000
 * @param prefix six digits, invented
 */
record CardProduct(String company, String category, int feeBasisPoints, String prefix) {

  long fee(long amount) {
    return amount * feeBasisPoints / 10_000;
  }

  /** The mask the platforms use: the first six and the last four digits are known. */
  String masked(int lastFour) {
    char[] mask = "0000-00**-****-0000".toCharArray();
    prefix.getChars(0, 4, mask, 0);
    prefix.getChars(4, 6, mask, 5);
    for (int i = 18, rest = lastFour; i >= 15; i--, rest /= 10) {
      mask[i] = (char) ('0' + rest % 10);
    }
    return new String(mask);
  }
}
