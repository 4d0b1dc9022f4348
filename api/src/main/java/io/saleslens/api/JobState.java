package io.saleslens.api;

import java.time.Instant;
import java.util.Optional;

/**
 * A job, when it runs and how it went last.
 *
 * @param job its name
 * @param schedule Quartz cron expression in the business zone; empty if only started by hand
 * @param nextFire when its time comes next; empty without a schedule
 * @param lastFire the last time of the schedule that a run stands for
 * @param running whether one is under way, in any instance
 * @param waiting runs that were accepted and have not begun
 * @param lastRun the run that began last
 */
public record JobState(
    JobName job,
    Optional<String> schedule,
    Optional<Instant> nextFire,
    Optional<Instant> lastFire,
    boolean running,
    long waiting,
    Optional<Run> lastRun) {}
