/** Rows of MySQL to searchable documents, beside the ceiling and the usual pipeline. */
package io.saleslens.bench.indexing;
