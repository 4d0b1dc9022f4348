/**
 * Proof of the saved objects without a Kibana: their shape, their references, and what their panels
 * ask, on a real Elasticsearch. Reads the NDJSON alone and knows nothing of what builds it.
 */
package io.saleslens.app.kibana;
