package io.saleslens.bench.daily;

/**
 * What a contender came to, to be compared with the others. Sums of money in minor units.
 *
 * @param dailies stores' days
 * @param dailySale sum of their sales
 * @param dailyCustomers sum of their customers
 * @param weeklies stores' weeks
 * @param weeklySale sum of their sales
 * @param weeklyCustomers sum of their customers
 * @param suspects suspect sales
 * @param suspectSale sum of their amounts
 */
record Totals(
    long dailies,
    long dailySale,
    long dailyCustomers,
    long weeklies,
    long weeklySale,
    long weeklyCustomers,
    long suspects,
    long suspectSale) {}
