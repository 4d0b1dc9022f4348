package io.saleslens.app.demo;

/**
 * What one sale was for.
 *
 * @param amount won
 * @param item index in the shop's price list of the first item
 * @param items how many in all, at least 1
 */
record Order(long amount, int item, int items) {}
