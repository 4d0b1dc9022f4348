package io.saleslens.app.demo;

import java.util.List;

/**
 * What a kind of shop charges.
 *
 * @param cheapest won
 * @param dearest won
 * @param step won; every price is a multiple of it
 * @param more how likely an order has yet another item, below 1
 * @param goods names of what is sold, the cheapest first
 */
record Menu(long cheapest, long dearest, long step, double more, List<String> goods) {}
