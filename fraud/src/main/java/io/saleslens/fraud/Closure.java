package io.saleslens.fraud;

/**
 * How many days a refresh computes.
 *
 * @param dailyDays business days whose daily AOV is computed
 * @param weeklyDays as-of days whose weekly AOV is computed
 * @param fraudDays business days looked at for suspects
 */
public record Closure(long dailyDays, long weeklyDays, long fraudDays) {}
