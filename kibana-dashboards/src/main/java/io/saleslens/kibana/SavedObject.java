package io.saleslens.kibana;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One of Kibana's saved objects.
 *
 * @param type {@code index-pattern}, {@code search} or {@code dashboard}
 * @param id unique within its type; the same each time for the same index prefix
 * @param title what Kibana's lists call it
 * @param json all of it, as it stands on its line of the NDJSON
 */
public record SavedObject(String type, String id, String title, JsonNode json) {}
