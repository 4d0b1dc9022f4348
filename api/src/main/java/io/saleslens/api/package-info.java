/**
 * The REST API: routes, what they accept, what they answer, and how errors look. Reads
 * Elasticsearch only.
 */
package io.saleslens.api;
