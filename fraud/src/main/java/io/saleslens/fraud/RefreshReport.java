package io.saleslens.fraud;

import io.saleslens.indexer.elastic.DayReplacement.Changes;
import java.util.List;

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
 * @param failed days that could not be computed; they stay dirty, with all that depends on them
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
    long stillDirty,
    List<FailedDay> failed) {

  public RefreshReport {
    failed = List.copyOf(failed);
  }
}
