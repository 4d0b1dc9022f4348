/** What goes over the wire between Saleslens and Elasticsearch. */
package io.saleslens.bench.wire;
