package io.saleslens.app.demo;

/**
 * A sale without its id and its trimmings; small, because a day's worth of them waits in memory.
 *
 * @param soldAt wall clock seconds, see {@link LocalTimes}
 * @param created wall clock microseconds
 * @param modified wall clock microseconds
 * @param card {@link Cards#NONE} for none
 * @param fraud the planted group it belongs to; null for almost all
 */
record Draft(
    Store store,
    long soldAt,
    long created,
    long modified,
    int card,
    Order order,
    boolean canceled,
    OpenFraud fraud) {}
