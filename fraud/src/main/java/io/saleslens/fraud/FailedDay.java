package io.saleslens.fraud;

import java.time.LocalDate;

/**
 * A day that could not be computed. What it comes to is not known, so nothing of it was written or
 * taken for right; it stays dirty.
 *
 * @param date business day; for weekly AOV the as-of day
 * @param reason why, in one line
 */
public record FailedDay(LocalDate date, String reason) {}
