package io.saleslens.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * How far a run of a job has come.
 *
 * @param phase what is being done, as in "backfill"; a run may have several, one after the other
 * @param unit what the phase counts: {@code rows} or {@code days}
 * @param done steps of the phase that are done
 * @param total steps of the phase; null if it is not known how many there are
 * @param percent of the phase, rounded down; null if the total is not known
 * @param rate steps a second since the phase began, rounded to a tenth
 * @param etaSeconds until the phase ends, if it goes on as it did; null if that cannot be told
 * @param rows rows gone through in all phases
 * @param days business days gone through in all phases
 * @param updatedAt when this was so
 */
// nulls too: as it is written over the state before, what is left out would stay
@JsonInclude(JsonInclude.Include.ALWAYS)
public record RunProgress(
    String phase,
    String unit,
    long done,
    Long total,
    Integer percent,
    double rate,
    Long etaSeconds,
    long rows,
    long days,
    Instant updatedAt) {}
