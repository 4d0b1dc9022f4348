package io.saleslens.fraud;

import io.saleslens.indexer.elastic.DayReplacement.Changes;

/**
 * What a refresh did, or would do.
 *
 * @param dailyDays business days whose daily AOV was computed
 * @param weeklyDays as-of days whose weekly AOV was computed
 * @param fraudDays business days looked at for suspects
 * @param daily changes to the daily documents
 * @param weekly changes to the weekly documents
 * @param frauds changes to the suspect documents
 * @param suspects suspect sales on the days looked at
 * @param noBaseline groups of repeats on those days that had no weekly AOV to compare with
 * @param stillDirty days that were marked again meanwhile and wait for the next refresh
 */
public record RefreshReport(
    long dailyDays,
    long weeklyDays,
    long fraudDays,
    Changes daily,
    Changes weekly,
    Changes frauds,
    long suspects,
    long noBaseline,
    long stillDirty) {}
