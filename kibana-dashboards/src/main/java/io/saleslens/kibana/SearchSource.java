package io.saleslens.kibana;

import java.util.List;

/**
 * A saved search as {@code searches.yaml} has it.
 *
 * @param sort fields to sort by, each descending
 */
record SearchSource(
    String title, String description, String view, List<String> columns, List<String> sort) {}
