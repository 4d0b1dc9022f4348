package io.saleslens.app.demo;

/**
 * A busy time of day.
 *
 * @param hour its middle, in hours after midnight; past 24 on the next calendar day
 * @param spread its standard deviation, in hours
 * @param weight its share of the day's sales, relative to other peaks
 */
record Peak(double hour, double spread, double weight) {}
