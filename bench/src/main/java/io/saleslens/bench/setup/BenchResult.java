package io.saleslens.bench.setup;

import io.saleslens.bench.measure.Measured;
import io.saleslens.bench.measure.ResultTable;
import java.util.List;
import java.util.Map;

/**
 * What a benchmark found.
 *
 * @param parameters what it was run with: rows, days, stores, heaps and the like
 * @param tables for people and programs
 * @param measured every run behind the tables; may be empty
 */
public record BenchResult(
    Map<String, Object> parameters, List<ResultTable> tables, List<Measured> measured) {}
