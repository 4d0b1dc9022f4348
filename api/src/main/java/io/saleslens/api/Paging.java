package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.SortOrder;
import java.util.Optional;

/**
 * Which page of a list is wanted.
 *
 * @param limit most items on it
 * @param order by which way the list goes
 * @param after the cursor that the page before ended with; empty for the first page
 */
record Paging(int limit, SortOrder order, Optional<String> after) {}
