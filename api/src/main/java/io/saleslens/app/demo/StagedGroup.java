package io.saleslens.app.demo;

/**
 * A scenario that has found its shop and day.
 *
 * @param amounts won, one for each sale
 */
record StagedGroup(Scenario scenario, long[] amounts) {}
